package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.net.RawServer;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that answer something else than what they are asked for. */
@Timeout(60)
class HostileSourcesTest {
    private static final String GOOD =
            "{\"people\": [{\"id\": 1, \"name\": \"Ä\", \"x\": [true, -1.5e3, null]}, {}], \"count\": 1}";

    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));
    private final Reader reader = new Reader(source.uri("/v1/people"));

    @AfterEach
    void close() {
        reader.close();
        source.close();
    }

    private Flaw flaw(Reply reply) {
        answers = call -> reply;
        return reader.flaw();
    }

    private Defect defect(String body) {
        return flaw(Reply.json(body)).defect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Sign in</body></html>",
                "\r\n  <html>",
                "\ufeff<?xml version=\"1.0\"?><wd:Report_Data/>"
            })
    void showAPageForPeople(String page) {
        assertThat(defect(page)).isEqualTo(Defect.MARKUP);
    }

    @Test
    void areCutOffWhereverTheyEnd() {
        var whole = GOOD.getBytes(StandardCharsets.UTF_8);
        for (var length = 1; length < whole.length; length++) {
            var part = Arrays.copyOf(whole, length);

            assertThat(flaw(new Reply(200, Map.of(), Body.of(part))).defect())
                    .as("the first %d bytes", length)
                    .isEqualTo(Defect.CUT_OFF);
        }
    }

    @Test
    void sayNothing() {
        assertThat(defect("")).isEqualTo(Defect.EMPTY);
        assertThat(defect("  \n")).isEqualTo(Defect.EMPTY);
        assertThat(flaw(new Reply(204, Map.of(), Body.NONE)).defect()).isEqualTo(Defect.EMPTY);
        assertThat(defect("{\"people\": []}")).isEqualTo(Defect.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name\n1,Ada\n",
                "{\"people\": [{\"id\": 1}]} {}",
                "{\"people\": [{\"id\": 1}], \"people\": []}",
                "{\"people\": [{\"id\": 1, \"id\": 2}]}",
                "{\"people\": [{\"id\": 1]]}",
                "{\"people\": [{\"id\": 01}]}",
                "{\"people\": [{\"id\": NaN}]}",
                "{'people': []}",
                "OK"
            })
    void speakNoJson(String body) {
        assertThat(defect(body)).isEqualTo(Defect.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[{\"people\": [{\"id\": 1}]}]",
                "{\"People\": []}",
                "{\"people\": null}",
                "{\"people\": {\"id\": 1}}",
                "{\"people\": \"none\"}",
                "{\"error\": {\"people\": []}}",
                "7"
            })
    void haveNoListWhereItShouldBe(String body) {
        assertThat(flaw(Reply.json(body)))
                .isEqualTo(Flaw.of(Defect.POINTER_LEADS_NOWHERE).about(List.of("/people")));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void doNotTakeWhatProvesWhoAsks(int status) {
        assertThat(flaw(Reply.of(status, "<html>SECRET")))
                .isEqualTo(Flaw.of(Defect.CREDENTIALS_REFUSED).answered(status));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, 2026-11-02T08:02:00Z",
        "503, 'Mon, 02 Nov 2026 09:30:00 GMT', 2026-11-02T09:30:00Z",
        "429, 999999999, 2026-11-03T08:00:00Z"
    })
    void askToBeAskedLater(int status, String header, Instant until) {
        assertThat(flaw(Reply.of(status, "").with("Retry-After", header)))
                .isEqualTo(Flaw.of(Defect.TOO_MANY_REQUESTS).answered(status).until(until));
    }

    @Test
    void askToBeAskedLaterInTheMiddle() {
        answers = call -> call.parameter("at").isEmpty()
                ? Reply.json("{\"people\": [{\"id\": 1}, {\"id\": 2}], \"next\": \"?at=2\"}")
                : Reply.of(429, "").with("Retry-After", "60");

        assertThat(reader.by(new Pagination.Next(Pointer.parse("/next"))).flaw())
                .isEqualTo(Flaw.of(Defect.TOO_MANY_REQUESTS)
                        .answered(429)
                        .until(Reader.NOW.plusSeconds(60))
                        .at(2));
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void askToBeAskedLaterAndDoNotSayWhen() {
        assertThat(flaw(Reply.of(429, "")))
                .isEqualTo(Flaw.of(Defect.TOO_MANY_REQUESTS).answered(429));
        assertThat(flaw(Reply.of(503, ""))).isEqualTo(Flaw.of(Defect.NOT_READ).answered(503));
        assertThat(flaw(Reply.of(503, "").with("Retry-After", "soon")))
                .isEqualTo(Flaw.of(Defect.NOT_READ).answered(503));
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 400, 404, 410, 500, 502, 599})
    void answerWithAnotherStatusOfWhichNothingElseIsTold(int status) {
        assertThat(flaw(new Reply(status, Map.of(), Body.NONE)))
                .isEqualTo(Flaw.of(Defect.NOT_READ).answered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void areNotFollowedElsewhere(int status) {
        answers = call -> call.path().equals("/v1/people")
                ? Reply.of(status, "").with("Location", source.uri("/other").toString())
                : Reply.json(GOOD);

        assertThat(reader.flaw()).isEqualTo(Flaw.of(Defect.REDIRECTED));
        assertThat(source.calls).hasSize(1);
    }

    @Test
    void packWhatNobodyAskedThemToPack() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(flaw(new Reply(200, Map.of("Content-Encoding", List.of("gzip")), Body.of(packed.toByteArray())))
                        .defect())
                .isEqualTo(Defect.NOT_UNDERSTOOD);
        assertThat(source.calls.getFirst().headers()).containsEntry("accept-encoding", "identity");
    }

    @Test
    void areTooLarge() {
        reader.within(Reader.bounds(100, 10, 3, Duration.ofSeconds(20)));

        assertThat(defect("{\"people\": [{\"id\": 1}], \"x\": \"" + "x".repeat(80) + "\"}"))
                .isEqualTo(Defect.TOO_LARGE);
        assertThat(defect("{\"people\": [{\"id\": 1}, {}, {}, {}]}")).isEqualTo(Defect.TOO_LARGE);
    }

    @Test
    void areTooDeep() {
        assertThat(defect("{\"people\": [{\"id\": 1, \"x\": " + "[".repeat(19) + "]".repeat(19) + "}]}"))
                .isEqualTo(Defect.TOO_DEEP);
        assertThat(defect("{\"x\": " + "[".repeat(500_000))).isEqualTo(Defect.TOO_DEEP);
    }

    @Test
    void saySomethingTooLongOfHowToGoOn() {
        answers = call -> Reply.json("{\"people\": [{\"id\": 1}], \"next\": \"?at=" + "x".repeat(9_000) + "\"}");

        assertThat(reader.by(new Pagination.Next(Pointer.parse("/next"))).flaw().defect())
                .isEqualTo(Defect.POINTER_LEADS_NOWHERE);
    }

    @Test
    void giveOneByteAtATime() throws IOException {
        try (var slow = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n");
            while (true) {
                peer.write(" ");
            }
        })) {
            assertThat(of(slow, Duration.ofMillis(300))).isEqualTo(Defect.TOO_SLOW);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, CUT_OFF", "20, CUT_OFF"})
    void sayAnotherLengthThanTheyHave(int length, Defect defect) throws IOException {
        try (var wrong = new RawServer(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n{\"people\": [{\"id\": 1}]}");
        })) {
            assertThat(of(wrong, Duration.ofSeconds(20))).isEqualTo(defect);
        }
    }

    @Test
    void speakNoHttp() throws IOException {
        try (var ftp = new RawServer(peer -> peer.write("220 ready\r\n"))) {
            assertThat(of(ftp, Duration.ofSeconds(20))).isEqualTo(Defect.NOT_UNDERSTOOD);
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
        try (var other = new Reader(URI.create("http://10.0.0.1/v1/people"))) {
            assertThat(other.flaw().defect()).isEqualTo(Defect.NOT_ADMITTED);
        }
    }

    private static Defect of(RawServer server, Duration time) {
        try (var reader = new Reader(server.uri("/v1/people"))) {
            return reader.within(Reader.bounds(1 << 21, 10, 1_000, time)).flaw().defect();
        }
    }
}
