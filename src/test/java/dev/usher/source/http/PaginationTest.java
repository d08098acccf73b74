package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.RawServer;
import dev.usher.source.http.Pagination.Place;
import dev.usher.source.http.Pagination.Size;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a source. */
@Timeout(60)
class PaginationTest {
    private static final Optional<Pointer> NOT_COUNTED = Optional.empty();
    private static final Optional<Pointer> TOTAL = Optional.of(Pointer.parse("/total"));

    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));
    private final Reader reader = new Reader(source.uri("/v1/people"));

    @AfterEach
    void close() {
        reader.close();
        source.close();
    }

    private static Pagination offset(int size, Optional<Pointer> total) {
        return new Pagination.Offset(new Place.Query("offset"), new Size(new Place.Query("limit"), size), total);
    }

    private static Pagination page(long first, int size, Optional<Pointer> total) {
        return new Pagination.Page(new Place.Query("page"), first, new Size(new Place.Query("per_page"), size), total);
    }

    private static Pagination next(String pointer) {
        return new Pagination.Next(Pointer.parse(pointer));
    }

    /** A source of so many that gives no more than some at a time. */
    private static Function<Call, Reply> counted(int all, int most) {
        return call -> {
            var offset = call.number("offset");
            return page(offset, Math.min(Math.min(call.number("limit"), most), all - offset), "\"total\": " + all);
        };
    }

    private static Reply page(long first, long count, String more) {
        return Reply.json("{\"people\": " + StandIn.people(first, count) + ", " + more + "}");
    }

    private List<String> asked(String parameter) {
        return source.calls.stream().map(call -> call.parameter(parameter)).toList();
    }

    @Test
    void mayBeOne() {
        answers = call -> page(0, 3, "\"more\": true");

        assertThat(reader.ids()).isEqualTo(StandIn.ids(3));
        assertThat(source.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 3", "6, 4", "5, 3", "1, 2", "2, 2"})
    void areAskedForByOffsetUntilOneIsShort(int all, int requests) {
        answers = counted(all, 100);

        assertThat(reader.by(offset(2, NOT_COUNTED)).ids()).isEqualTo(StandIn.ids(all));
        assertThat(source.calls).hasSize(all == 7 ? 4 : requests);
        assertThat(asked("limit")).containsOnly("2");
    }

    @Test
    void areAllReadOfAServerThatGivesFewerThanItIsAskedFor() {
        answers = counted(7, 2);

        assertThat(reader.by(offset(5, NOT_COUNTED)).ids()).isEqualTo(StandIn.ids(7));
        assertThat(asked("offset")).containsExactly("0", "2", "4", "6", "7");
    }

    @Test
    void areAskedForByOffsetUntilThereAreAsManyAsTheAnswerSays() {
        answers = counted(7, 2);

        assertThat(reader.by(offset(5, TOTAL)).ids()).isEqualTo(StandIn.ids(7));
        assertThat(asked("offset")).containsExactly("0", "2", "4", "6");
    }

    @Test
    void areCutOffIfThereAreFewerThanTheAnswerSays() {
        answers = call -> page(call.number("offset"), call.number("offset") < 4 ? 2 : 0, "\"total\": 7");

        assertThat(reader.by(offset(2, TOTAL)).flaw())
                .isEqualTo(Flaw.of(Defect.CUT_OFF).about(List.of("/total")).at(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"count\": 7", "\"total\": null", "\"total\": \"many\"", "\"total\": -1", "\"total\": [7, 8]"})
    void areBrokenIfTheNumberOfAllIsNotThere(String said) {
        answers = call -> page(call.number("offset"), 2, said);

        assertThat(reader.by(offset(2, TOTAL)).flaw().defect()).isEqualTo(Defect.POINTER_LEADS_NOWHERE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void areAskedForByTheirNumber(long first) {
        answers = call -> {
            var at = (call.number("page") - first) * 2;
            return page(at, Math.min(2, 5 - at), "\"total\": 5");
        };

        assertThat(reader.by(page(first, 2, NOT_COUNTED)).ids()).isEqualTo(StandIn.ids(5));
        assertThat(reader.by(page(first, 2, TOTAL)).ids()).isEqualTo(StandIn.ids(5));
        assertThat(asked("page")).startsWith(Long.toString(first), Long.toString(first + 1), Long.toString(first + 2));
    }

    @Test
    void endWhereThereIsNoSuchPageAfterAShortOne() {
        answers = call -> call.number("page") == 1 ? page(0, 3, "\"x\": 1") : Reply.of(404, "{}");

        assertThat(reader.by(page(1, 5, NOT_COUNTED)).ids()).isEqualTo(StandIn.ids(3));
    }

    @Test
    void doNotEndWhereThereIsNoSuchPageAfterAFullOne() {
        answers = call -> call.number("page") == 1 ? page(0, 5, "\"x\": 1") : Reply.of(404, "{}");

        assertThat(reader.by(page(1, 5, NOT_COUNTED)).flaw())
                .isEqualTo(Flaw.of(Defect.NOT_READ).answered(404).at(5));
    }

    @Test
    void areAskedForInTheBody() {
        answers = call -> {
            var at = call.body().contains("\"page\":2") ? 2 : 0;
            return page(at, at == 0 ? 2 : 1, "\"x\": " + at);
        };
        var reading = new Pagination.Page(
                new Place.Field(Pointer.parse("/paging/page")),
                1,
                new Size(new Place.Field(Pointer.parse("/paging/size")), 2),
                NOT_COUNTED);

        assertThat(reader.posting("{\"fields\": [\"id\"]}").by(reading).ids()).isEqualTo(StandIn.ids(3));
        assertThat(source.calls.getLast().body()).isEqualTo("{\"fields\":[\"id\"],\"paging\":{\"page\":2,\"size\":2}}");
        assertThat(source.calls.getLast().headers()).containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false"})
    void areAskedForByACursorThatStaysAWord(String end) {
        answers = call -> switch (call.parameter("cursor")) {
            case "" -> page(0, 2, "\"meta\": {\"next\": \"a&b=c d/ü\"}");
            case "a&b=c d/ü" -> page(2, 2, "\"meta\": {\"next\": 7}");
            case "7" -> page(4, 1, "\"meta\": {\"next\": " + end + "}");
            default -> Reply.of(400, "");
        };

        assertThat(reader.with(Map.of(), Map.of("limit", "2"))
                        .by(new Pagination.Cursor(new Place.Query("cursor"), Pointer.parse("/meta/next")))
                        .ids())
                .isEqualTo(StandIn.ids(5));
        assertThat(asked("limit")).containsOnly("2");
    }

    @Test
    void areAskedForByACursorInTheBody() {
        answers = call -> call.body().contains("\"cursor\":\"n\\\"1\"")
                ? page(2, 1, "\"next\": \"\"")
                : page(0, 2, "\"next\": \"n\\\"1\"");

        assertThat(reader.posting("{}")
                        .by(new Pagination.Cursor(new Place.Field(Pointer.parse("/cursor")), Pointer.parse("/next")))
                        .ids())
                .isEqualTo(StandIn.ids(3));
    }

    @Test
    void areFoundByAHeader() {
        answers = call -> call.parameter("after").isEmpty()
                ? page(0, 2, "\"x\": 1")
                        .with(
                                "Link",
                                "</v1/people?first>; rel=first",
                                "<" + source.uri("/v1/people?after=1") + ">; rel=\"next\"")
                : page(2, 1, "\"x\": 2").with("Link", "</v1/people?first>; rel=prev");

        assertThat(reader.by(new Pagination.Link()).ids()).isEqualTo(StandIn.ids(3));
    }

    @Test
    void areFoundByAnAddressInTheAnswerHoweverItIsWritten() {
        answers = call -> switch (call.parameter("skip")) {
            case "" -> page(0, 2, "\"@odata.nextLink\": \"" + source.uri("/v1/people?skip=2") + "\"");
            case "2" -> page(2, 2, "\"@odata.nextLink\": \"/v1/people?skip=3\"");
            case "3" -> page(4, 2, "\"@odata.nextLink\": \"people?skip=4\"");
            case "4" -> page(6, 2, "\"@odata.nextLink\": \"?skip=a|b c\"");
            default -> page(8, 1, "\"x\": 1");
        };

        assertThat(reader.by(next("/@odata.nextLink")).ids()).isEqualTo(StandIn.ids(9));
        assertThat(source.calls.getLast().query()).isEqualTo("skip=a%7Cb%20c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/v1/people",
                "//evil.example.com/v1/people",
                "http://127.0.0.1/v1/people",
                "https://127.0.0.1:{port}/v1/people",
                "http://user@127.0.0.1:{port}/v1/people",
                "http://127.0.0.1:{port}@evil.example.com/",
                "http://localhost:{port}/v1/people",
                "ftp://127.0.0.1:{port}/",
                "file:///etc/passwd",
                "mailto:ada@example.com",
                "http://[::1",
                "%"
            })
    void areNotFollowedElsewhere(String address) {
        var port = Integer.toString(source.uri("/").getPort());
        answers = call -> page(0, 1, "\"next\": \"" + address.replace("{port}", port) + "\"");

        assertThat(reader.by(next("/next")).flaw())
                .isEqualTo(Flaw.of(Defect.ELSEWHERE).at(1));
        answers = call -> page(0, 1, "\"x\": 1").with("Link", "<" + address.replace("{port}", port) + ">; rel=next");
        assertThat(reader.by(new Pagination.Link()).flaw())
                .isEqualTo(Flaw.of(Defect.ELSEWHERE).at(1));
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void showNobodyElseWhoAsks() throws IOException {
        try (var other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"people\": []}")) {
            answers = call -> page(0, 1, "\"next\": \"" + other.uri("/v1/people") + "\"");

            assertThat(reader.as(new Access.Bearer(), Map.of("token", "s3cret"))
                            .by(next("/next"))
                            .flaw()
                            .defect())
                    .isEqualTo(Defect.ELSEWHERE);
            assertThat(other.accepted()).isZero();
        }
    }

    @Test
    void areEndlessIfOneComesAgain() {
        answers = call -> page(0, 1, "\"next\": \"?at=" + (call.parameter("at").equals("1") ? 2 : 1) + "\"");

        assertThat(reader.by(next("/next")).flaw().defect()).isEqualTo(Defect.ENDLESS);
        assertThat(source.calls).hasSizeLessThan(4);
    }

    @Test
    void areEndlessIfOneIsItsOwnSuccessor() {
        answers = call -> page(source.calls.size(), 1, "\"next\": \"same\"");

        assertThat(reader.by(new Pagination.Cursor(new Place.Query("cursor"), Pointer.parse("/next")))
                        .flaw()
                        .defect())
                .isEqualTo(Defect.ENDLESS);
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void areEndlessIfTheServerDoesNotLookAtWhichIsAskedFor() {
        answers = call -> page(0, 2, "\"x\": 1");

        assertThat(reader.by(offset(2, NOT_COUNTED)).flaw().defect()).isEqualTo(Defect.ENDLESS);
        assertThat(reader.by(page(1, 5, NOT_COUNTED)).flaw().defect()).isEqualTo(Defect.ENDLESS);
        assertThat(source.calls).hasSize(4);
    }

    @Test
    void areEndlessIfThereAreMoreThanTheyMayBe() {
        answers = call -> page(source.calls.size(), 1, "\"next\": \"?at=" + source.calls.size() + "\"");

        assertThat(reader.by(next("/next")).flaw().defect()).isEqualTo(Defect.ENDLESS);
        assertThat(source.calls).hasSize(100);
    }

    @Test
    void mayHaveNobodyInBetween() {
        answers = call -> switch (call.parameter("at")) {
            case "" -> page(0, 0, "\"next\": \"?at=1\"");
            case "1" -> page(0, 0, "\"next\": \"?at=2\"");
            default -> page(0, 1, "\"x\": 1");
        };

        assertThat(reader.by(next("/next")).ids()).isEqualTo(StandIn.ids(1));
    }

    @Test
    void restBetweenOneAndTheNext() {
        answers = counted(5, 100);

        assertThat(reader.pausing(Duration.ofSeconds(2))
                        .by(offset(2, NOT_COUNTED))
                        .ids())
                .hasSize(5);
        assertThat(reader.rests).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void areNotAskedForInTheBodyOfAGet() {
        var inBody = new Pagination.Cursor(new Place.Field(Pointer.parse("/c")), Pointer.parse("/next"));

        assertThatThrownBy(() -> reader.by(inBody).terms()).hasMessageContaining("make it a POST");
        assertThatThrownBy(() -> reader.posting("[]").by(inBody).terms()).hasMessageContaining("an object of JSON");
    }
}
