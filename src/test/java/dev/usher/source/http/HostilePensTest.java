package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.net.RawServer;
import dev.usher.source.Pen;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are told something, and answer something else, nothing, or without end: it is said once, and none of their words is told. */
@Timeout(60)
class HostilePensTest {
    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));
    private final Writer writer = new Writer(source.uri("/v1/people/") + "{key}");

    @AfterEach
    void close() {
        writer.close();
        source.close();
    }

    private Flaw flaw(Reply reply) {
        answers = call -> reply;
        source.calls.clear();
        var flaw = writer.flaw();
        assertThat(source.calls).as("it is not said twice").hasSize(1);
        return flaw;
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void doNotTakeWhatProvesWhoWrites(int status) {
        assertThat(flaw(Reply.of(status, "ada must not")))
                .isEqualTo(Flaw.of(Defect.CREDENTIALS_REFUSED).answered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 405, 406, 408, 412, 413, 415, 423, 500, 501, 502, 503, 504, 599})
    void failAndNothingElseIsToldButTheStatus(int status) {
        var flaw = flaw(Reply.of(status, "{\"message\": \"ada: s3cret\"}").with("X-Login", "ada"));

        assertThat(flaw).isEqualTo(Flaw.of(Defect.NOT_WRITTEN).answered(status));
        assertThat(flaw.toString() + flaw.defect().meaning()).doesNotContain("ada", "s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, 2026-11-02T08:02:00Z",
        "503, 120, 2026-11-02T08:02:00Z",
        "503, 'Mon, 02 Nov 2026 09:30:00 GMT', 2026-11-02T09:30:00Z",
        "429, 999999999, 2026-11-03T08:00:00Z",
        "429, 'Mon, 02 Nov 2026 07:00:00 GMT', 2026-11-02T08:00:00Z"
    })
    void askToBeToldLater(int status, String header, Instant until) {
        assertThat(flaw(Reply.of(status, "").with("Retry-After", header)))
                .isEqualTo(Flaw.of(Defect.TOO_MANY_REQUESTS).answered(status).until(until));
    }

    @Test
    void askToBeToldLaterAndDoNotSayWhen() {
        assertThat(flaw(Reply.of(429, "")))
                .isEqualTo(Flaw.of(Defect.TOO_MANY_REQUESTS).answered(429));
        assertThat(flaw(Reply.of(503, "").with("Retry-After", "soon")))
                .isEqualTo(Flaw.of(Defect.NOT_WRITTEN).answered(503));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void areNotFollowedElsewhere(int status) {
        assertThat(flaw(Reply.of(status, "")
                        .with("Location", source.uri("/other").toString())))
                .isEqualTo(Flaw.of(Defect.REDIRECTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!doctype html><form>", " \n<html>", "\ufeff<?xml version=\"1.0\"?>"})
    void showAPageForPeopleAsIfTheyHadTakenIt(String page) {
        assertThat(flaw(Reply.of(200, page))).isEqualTo(Flaw.of(Defect.MARKUP).answered(200));
    }

    @Test
    void saySomethingElseThanJsonAndHaveTakenIt() {
        for (var words : List.of("OK", "[[[[", "{\"status\": ", "null", "\u0000\u0001")) {
            answers = call -> Reply.of(200, words);
            assertThat(writer.write("7")).isEqualTo(new Pen.Answer.Written());
        }
    }

    @Test
    void answerMoreThanIsListenedTo() {
        assertThat(flaw(new Reply(200, Map.of(), Body.of("x".repeat((1 << 20) + 1))))
                        .defect())
                .isEqualTo(Defect.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', CUT_OFF",
        "'HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{', CUT_OFF",
        "'220 ready\r\n', NOT_UNDERSTOOD",
        "'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx', NOT_UNDERSTOOD"
    })
    void breakOffOrSpeakNoHttp(String words, Defect defect) throws IOException {
        try (var wrong = new RawServer(peer -> {
            peer.read();
            peer.write(words);
        })) {
            assertThat(of(wrong, Duration.ofSeconds(20))).isEqualTo(defect);
        }
    }

    @Test
    void giveOneByteAtATime() throws IOException {
        try (var slow = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                peer.write(" ");
            }
        })) {
            assertThat(of(slow, Duration.ofMillis(300))).isEqualTo(Defect.TOO_SLOW);
        }
    }

    @Test
    void areNotThere() throws IOException {
        var gone = RawServer.answering("");
        gone.close();

        assertThat(of(gone, Duration.ofSeconds(20))).isEqualTo(Defect.UNREACHABLE);
    }

    @Test
    void areWhereTheInstallationLetsNobodySpeakTo() {
        try (var other = new Writer("http://10.0.0.1/v1/people/{key}")) {
            assertThat(other.flaw().defect()).isEqualTo(Defect.NOT_ADMITTED);
        }
    }

    private static Defect of(RawServer server, Duration time) {
        try (var writer = new Writer(server.uri("/v1/people/") + "{key}")) {
            return writer.within(Reader.bounds(1 << 21, 10, 1_000, time)).flaw().defect();
        }
    }
}
