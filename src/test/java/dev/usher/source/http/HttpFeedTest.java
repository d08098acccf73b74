package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import dev.usher.source.Feed.Reading;
import dev.usher.source.Passed;
import dev.usher.source.Recording;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that answers in JSON. */
@Timeout(60)
class HttpFeedTest {
    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));
    private final Reader reader = new Reader(source.uri("/v1/people?of=all"));

    @AfterEach
    void close() {
        reader.close();
        source.close();
    }

    private void says(String json) {
        answers = call -> Reply.json(json);
    }

    private List<FeedRecord> records() {
        var passed = new Passed();
        assertThat(reader.read(passed)).isInstanceOf(Reading.Complete.class);
        assertThat(passed.refusals).isEmpty();
        return passed.records;
    }

    /** Of one person, apart from the key. */
    private Optional<String> value(String json) {
        says("{\"people\": [{\"id\": 1, \"name\": " + json + "}]}");
        return records().getFirst().value("/name");
    }

    private List<Refusal> refusals(Passed passed) {
        assertThat(reader.read(passed)).isInstanceOf(Reading.Complete.class);
        return passed.refusals;
    }

    @Test
    void isAskedAsItIsDeclared() {
        says("{\"people\": [{\"id\": \"1\"}]}");
        reader.with(
                Map.of("Api-Version", "2026-01-01", "Accept", "application/vnd.hr+json"), Map.of("$expand", "a,b c"));

        assertThat(reader.ids()).containsExactly("1");
        var call = source.calls.getFirst();
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.path()).isEqualTo("/v1/people");
        assertThat(call.parameters()).isEqualTo(Map.of("of", "all", "$expand", "a,b c"));
        assertThat(call.headers())
                .containsEntry("api-version", "2026-01-01")
                .containsEntry("accept", "application/vnd.hr+json");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void isPostedWhatIsDeclared() {
        says("{\"people\": [{\"id\": \"1\"}]}");

        assertThat(reader.posting("{\"fields\": [\"ü\"]}").ids()).containsExactly("1");
        assertThat(source.calls.getFirst().method()).isEqualTo("POST");
        assertThat(source.calls.getFirst().body()).isEqualTo("{\"fields\": [\"ü\"]}");
    }

    @Test
    void givesTheValuesThatAreNamedAndNoOthers() {
        says("""
                {"secret": {"people": []}, "people": [
                  {"id": 7, "a/b": {"c~": [{"x": "no"}, {"x": " yes "}]}, "salary": 1, "photo": {"people": [1]}},
                  {"salary": [[{}]], "id": "8", "a/b": null}
                ], "after": [{"id": 9}]}
                """);

        assertThat(reader.values("/a~1b/c~0/1/x").read(new Passed()))
                .isEqualTo(new Reading.Complete(2, Set.of("/id", "/a~1b/c~0/1/x")));
        assertThat(records())
                .containsExactly(
                        new FeedRecord(1, Map.of("/id", "7", "/a~1b/c~0/1/x", "yes")),
                        new FeedRecord(2, Map.of("/id", "8")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\" Ada \\u00e4\\n\"'|Ada ä",
                "12345678901234567890123|12345678901234567890123",
                "1.50|1.50",
                "-0|-0",
                "1e5|1e5",
                "0.1E-7|0.1E-7",
                "true|true",
                "false|false",
                "'[\"a\", 1, null, true, \" \"]'|a,1,true",
                "'[\"a\"]'|a"
            })
    void givesEachValueAsItIsWritten(String json, String text) {
        assertThat(value(json)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \"", "[]", "[null, \"\"]"})
    void givesNothingThatIsEmpty(String json) {
        assertThat(value(json)).isEmpty();
    }

    @Test
    void tellsWhichNamesAnyRecordHadThoughNoneHadAValue() {
        says("{\"people\": [{\"id\": 1}, {\"id\": 2, \"name\": null}]}");

        assertThat(reader.values("/name", "/gone").read(new Passed()))
                .isEqualTo(new Reading.Complete(2, Set.of("/id", "/name")));
    }

    @Test
    void mayBeAListAsAWhole() {
        says("[{\"id\": 1}, {\"id\": 2}]");

        assertThat(reader.at("").ids()).containsExactly("1", "2");
    }

    @Test
    void mayBeginWithAMarkOfItsEncoding() {
        says("\ufeff{\"people\": [{\"id\": 1}]}");

        assertThat(reader.ids()).containsExactly("1");
    }

    @Test
    void tellsWhatOfARecordCannotBeReadAndGivesAllElse() {
        says(
                "{\"people\": [1, {\"id\": 2, \"name\": {\"first\": \"Ada\"}}, {\"id\": 3, \"name\": [[\"x\"]]}, [], {\"id\": 4},"
                        + " {\"id\": 5, \"name\": \"" + "x".repeat(101) + "\"}, {\"id\": 6, \"name\": [\""
                        + "x".repeat(60)
                        + "\", \"" + "y".repeat(60) + "\"]}, {\"id\": {\"x\": 1}}]}");
        var passed = new Passed();

        assertThat(refusals(passed))
                .containsExactly(
                        Refusal.of(1, Optional.empty(), Rule.NOT_A_RECORD),
                        Refusal.of(4, Optional.empty(), Rule.NOT_A_RECORD),
                        new Refusal(8, Optional.empty(), Optional.of("/id"), Rule.NOT_A_VALUE));
        assertThat(passed.records)
                .containsExactly(
                        new FeedRecord(2, Map.of("/id", "2"), Map.of("/name", Rule.NOT_A_VALUE)),
                        new FeedRecord(3, Map.of("/id", "3"), Map.of("/name", Rule.NOT_A_VALUE)),
                        new FeedRecord(5, Map.of("/id", "4")),
                        new FeedRecord(6, Map.of("/id", "5"), Map.of("/name", Rule.VALUE_TOO_LONG)),
                        new FeedRecord(7, Map.of("/id", "6"), Map.of("/name", Rule.VALUE_TOO_LONG)));
    }

    @Test
    void mayHaveAListThatIsExactlyAsLongAsAValueMayBe() {
        var list = "[\"" + "x".repeat(60) + "\", \"" + "y".repeat(39) + "\"";
        says("{\"people\": [{\"id\": 1, \"name\": " + list + "]}, {\"id\": 2, \"name\": " + list + ", 1]}]}");
        var passed = new Passed();

        assertThat(refusals(passed)).isEmpty();
        assertThat(passed.records.getLast().faults()).isEqualTo(Map.of("/name", Rule.VALUE_TOO_LONG));
        assertThat(passed.records.getFirst().value("/name").orElseThrow()).hasSize(100);
    }

    @Test
    void isReadAnewEachTimeAndKeptByARecording() {
        answers = call -> Reply.json("{\"people\": [{\"id\": " + source.calls.size() + "}]}");
        var feed = reader.feed();
        var kept = Recording.of(feed, Recording.USUAL_BYTES);
        var passed = new Passed();

        feed.read(passed);
        kept.read(passed);
        kept.read(passed);
        assertThat(passed.all("/id")).containsExactly("2", "1", "1");
    }

    @Test
    void saysMoreOfEachRecordWhereItIsAskedByItself() {
        answers = call -> switch (call.path()) {
            case "/v1/people" ->
                Reply.json("{\"people\": [{\"id\": \"a b\", \"name\": \"short\", \"title\": \"old\"}, {\"id\": 2}]}");
            case "/v1/people/a%20b" ->
                Reply.json("{\"title\": \"new\", \"name\": null, \"data\": {\"id\": \"a b\", \"jobs\": [1, 2]}}");
            case "/v1/people/2" -> Reply.json("{\"data\": {\"id\": 2}, \"title\": \"two\"}");
            default -> Reply.of(500, "");
        };

        reader.values("/name", "/title")
                .detail(source.uri("/v1/people/") + "{key}?x=1", "/data/id", "/title", "/name", "/data/jobs/1");
        var passed = records();
        assertThat(passed.getFirst().values())
                .containsEntry("/name", "short")
                .containsEntry("/title", "new")
                .containsEntry("/data/jobs/1", "2");
        assertThat(passed.getLast().values()).containsEntry("/title", "two").doesNotContainKey("/name");
        assertThat(source.calls.getLast().query()).isEqualTo("x=1");
    }

    @Test
    void tellsWhatIsNotSaidOfARecordByItselfAndRefusesWhereItIsOfSomebodyElse() {
        answers = call -> switch (call.path()) {
            case "/v1/people" ->
                Reply.json(
                        "{\"people\": [{\"id\": 1}, {\"name\": \"x\"}, {\"id\": \"../admin\"}, {\"id\": 4}, {\"id\": 5},"
                                + " {\"id\": 6}]}");
            case "/v1/people/1" -> Reply.of(404, "");
            case "/v1/people/4" -> Reply.json("{\"id\": 40, \"name\": \"somebody else\"}");
            case "/v1/people/5" -> Reply.json("{\"message\": \"try again\"}");
            default -> Reply.json("{\"id\": \"6\", \"name\": \"six\"}");
        };
        var passed = new Passed();

        reader.detail(source.uri("/v1/people/") + "{key}", "/id", "/name");
        assertThat(refusals(passed))
                .containsExactly(
                        Refusal.of(2, Optional.empty(), Rule.NO_KEY), Refusal.of(4, Optional.of("4"), Rule.NO_DETAIL));
        assertThat(passed.all("/id")).containsExactly("1", "../admin", "5", "6");
        assertThat(passed.all("/name")).containsExactly("-", "-", "-", "six");
        assertThat(passed.records.subList(0, 3))
                .allSatisfy(record -> assertThat(record.faults()).isEqualTo(Map.of("/name", Rule.NO_DETAIL)));
        assertThat(source.calls).noneMatch(call -> call.path().contains("admin"));
    }

    @Test
    void restsBeforeEachRecordThatIsAskedForByItself() {
        answers = call -> Reply.json(
                call.path().equals("/v1/people") ? "{\"people\": [{\"id\": 1}, {\"id\": 2}]}" : "{\"name\": \"x\"}");

        reader.detail(source.uri("/v1/people/") + "{key}", "", "/name").pausing(Duration.ofMillis(100));
        assertThat(reader.ids()).hasSize(2);
        assertThat(reader.rests).hasSize(2);
    }

    @Test
    void takesNoLongerThanAllOfItMay() {
        answers = call -> {
            reader.later(Duration.ofSeconds(25));
            return Reply.json("{\"people\": [{\"id\": " + source.calls.size() + "}], \"next\": \"?at="
                    + source.calls.size() + "\"}");
        };

        assertThat(reader.by(new Pagination.Next(Pointer.parse("/next"))).flaw())
                .isEqualTo(Flaw.of(Defect.TOO_SLOW).at(3));
        assertThat(source.calls).hasSize(3);
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        says("{\"people\": [{\"id\": 1}], \"next\": \"?at=1\"}");
        reader.by(new Pagination.Next(Pointer.parse("/next"))).pausing(Duration.ofDays(1));

        Thread.currentThread().interrupt();
        // What was asked before anybody noticed may still be answered.
        assertThat(reader.flaw().defect()).isEqualTo(Defect.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();

        var feed = reader.feed(reader.terms(), time -> {
            Thread.currentThread().interrupt();
            Rest.ofSystem().rest(time);
        });
        assertThat(feed.read(new Passed()))
                .isEqualTo(new Reading.Broken(Flaw.of(Defect.INTERRUPTED).at(1)));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isDeclaredWithoutContradictions() {
        assertThatThrownBy(() -> reader.values("/name", "/name/first").terms()).hasMessageContaining("none leads into");
        assertThatThrownBy(() -> reader.values("/id/x").terms()).hasMessageContaining("none leads into");
        reader.values("/name");
        assertThatThrownBy(() -> reader.at("/data")
                        .by(new Pagination.Next(Pointer.parse("/data/next")))
                        .terms())
                .hasMessageContaining("none leads into");
        assertThatThrownBy(() ->
                        reader.with(Map.of("authorization", "x"), Map.of()).terms())
                .hasMessageContaining("auth");
        assertThatThrownBy(() -> reader.with(Map.of("Host", "evil.example.com"), Map.of())
                        .terms())
                .hasMessageContaining("Host");
        assertThatThrownBy(() -> reader.with(Map.of("X-Version", "1\r\nX-Other: 2"), Map.of())
                        .terms())
                .hasMessageContaining("X-Version");
        assertThatThrownBy(() -> new Access.Header("Cookie")).hasMessageContaining("X-Api-Key");
        assertThatThrownBy(() -> Pointer.parse("name")).hasMessageContaining("begins with /");
        assertThatThrownBy(() -> Pointer.parse("/a~2")).hasMessageContaining("~0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/{key}",
                "http://127.0.0.1:1/{key}",
                "http://{key}/x",
                "http://{key}@127.0.0.1:{port}/x",
                "http://127.0.0.1:{port}/x"
            })
    void asksForNobodyElsewhere(String url) {
        var here = url.replace("{port}", Integer.toString(source.uri("/").getPort()));

        assertThatThrownBy(() -> reader.detail(here, "", "/name").terms()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void streamsAPageOfFiftyMegabytes() {
        var photo = "\"photo\": \"" + "A".repeat(5_000) + "\", \"past\": [" + "{\"x\": 1}, ".repeat(50) + "{}]";
        var list = new StringBuilder("{\"people\": [{\"id\": 0}");
        for (var at = 1; at < 10_000; at++) {
            list.append(", {\"id\": ").append(at).append(", ").append(photo).append("}");
        }
        says(list.append("]}").toString());
        assertThat(list.length()).isGreaterThan(50_000_000);

        assertThat(reader.within(Reader.bounds(64 << 20, 1, 10_000, Duration.ofSeconds(50)))
                        .ids())
                .hasSize(10_000);
    }
}
