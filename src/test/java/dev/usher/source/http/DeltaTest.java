package dev.usher.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.net.HttpAnswer;
import dev.usher.source.Extent.Kind;
import dev.usher.source.Mark;
import dev.usher.source.Passed;
import dev.usher.source.Recording;
import dev.usher.source.http.DeltaTerms.Said;
import dev.usher.source.http.DeltaTerms.Sign;
import dev.usher.source.http.Pagination.Place;
import dev.usher.source.http.StandIn.Call;
import dev.usher.source.http.StandIn.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interface that is asked for what changed alone. */
@Timeout(60)
class DeltaTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String NOW = Reader.NOW.toString();
    private static final String ALL = "{\"people\": [{\"id\": 1, \"at\": \"2026-11-02T07:00:00Z\"}, {\"id\": 2}]}";
    private static final String ONE = "{\"people\": [{\"id\": 2, \"at\": \"2026-11-02T07:30:00Z\"}]}";
    private static final String NOBODY = "{\"people\": []}";
    private static final SinceFormat ISO = new SinceFormat(Optional.empty(), Duration.ofMinutes(5));
    private static final Sign TIME = new Sign.Time(ISO);
    private static final Sign NEWEST = new Sign.Newest(Pointer.parse("/at"), ISO);

    private Function<Call, Reply> answers = call -> Reply.of(500, "");
    private final StandIn source = new StandIn(call -> answers.apply(call));
    private final Reader reader = new Reader(source.uri("/people?of=all"));

    @AfterEach
    void close() {
        reader.close();
        source.close();
    }

    private static Reply said(String json) {
        return Reply.json(json);
    }

    private static DeltaTerms by(Sign sign) {
        return new DeltaTerms(Optional.empty(), Optional.of(new Said(new Place.Query("since"), "{since}")), sign, DAY);
    }

    private static Mark from(String since) {
        return new Mark(since, Reader.NOW.minusSeconds(60), Reader.NOW.minus(Duration.ofHours(1)), 7, "a");
    }

    private Recording read(DeltaTerms delta, Optional<Mark> from) {
        delta.check(reader.terms());
        return reader.course(delta).read(from);
    }

    private static List<String> ids(Recording read) {
        var passed = new Passed();
        read.read(passed);
        return passed.all("/id");
    }

    private String asked(int number) {
        return source.calls.get(number).parameter("since");
    }

    private Optional<String> reached(Recording read) {
        return read.extent().reached().map(Mark::since);
    }

    @Test
    void isReadWholeFirstAndFromThenOn() {
        answers = call -> said(call.parameter("since").isEmpty() ? ALL : ONE);
        var whole = read(by(TIME), Optional.empty());
        assertThat(ids(whole)).containsExactly("1", "2");
        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE);
        assertThat(whole.extent().reached()).contains(new Mark(NOW, Reader.NOW, Reader.NOW));
        assertThat(source.calls.getFirst().parameters()).isEqualTo(Map.of("of", "all"));

        reader.later(Duration.ofMinutes(10));
        var delta = read(by(TIME), whole.extent().reached());
        assertThat(ids(delta)).containsExactly("2");
        assertThat(delta.extent().kind()).isEqualTo(Kind.DELTA);
        assertThat(asked(1)).as("five minutes earlier").isEqualTo("2026-11-02T07:55:00Z");
        assertThat(source.calls.get(1).parameter("of")).isEqualTo("all");
        assertThat(delta.extent().reached().map(Mark::whole)).contains(Reader.NOW);
    }

    @Test
    void isReadWholeAfterADay() {
        answers = call -> said(ALL);
        reader.later(Duration.ofHours(23).minusSeconds(1));
        assertThat(read(by(TIME), Optional.of(from(NOW))).extent().kind()).isEqualTo(Kind.DELTA);

        reader.later(Duration.ofSeconds(1));
        var whole = read(by(TIME), Optional.of(from(NOW)));

        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE);
        assertThat(whole.extent().from()).as("counts with it").contains(from(NOW));
        assertThat(whole.extent().reached().map(Mark::ended))
                .as("and no more after it")
                .contains(0);
        assertThat(whole.extent().reached().map(Mark::counted)).contains(Reader.NOW.plus(Duration.ofHours(23)));
    }

    @Test
    void everybodyIsReadAgainWhereTheReadingOfEverybodyWasNotAppliedAndEndsCountOn() {
        answers = call -> said(ALL);
        var held = from(NOW).wholeAgain();

        var whole = read(by(TIME), Optional.of(held));

        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE);
        assertThat(whole.extent().from()).contains(held);
        assertThat(whole.extent().reached())
                .contains(new Mark(NOW, Reader.NOW, Reader.NOW, Optional.empty(), 7, held.counted(), "a"));

        answers = call -> call.parameter("since").isEmpty() ? Reply.of(500, "{}") : said(ONE);
        assertThat(read(by(TIME), Optional.of(held)).extent().kind())
                .as("what can be read")
                .isEqualTo(Kind.DELTA);
    }

    @Test
    void theSlowerClockCounts() {
        assertThat(reachedAt("Mon, 02 Nov 2026 07:00:00 GMT")).as("its own").contains("2026-11-02T07:00:00Z");
        assertThat(reachedAt("Mon, 02 Nov 2026 09:00:00 GMT")).as("ours").contains(NOW);
        assertThat(reachedAt("tomorrow")).contains(NOW);
    }

    private static Optional<String> reachedAt(String date) {
        var reaching = new Reaching(by(TIME), Kind.WHOLE, Optional.empty(), Optional.empty(), Reader.NOW);
        reaching.answered(new HttpAnswer(200, Map.of("date", List.of(date)), Body.of("")));
        reaching.answered(new HttpAnswer(
                200, Map.of("date", List.of("Sun, 01 Nov 2026 08:00:00 GMT")), Body.of("of a later page")));
        return reaching.extent().reached().map(Mark::since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"people\": []}", ""})
    void thatNobodyChangedIsNoDefect(String body) {
        answers = call -> body.isEmpty() ? Reply.of(204, "") : said(body);

        var delta = read(by(TIME), Optional.of(from(NOW)));

        assertThat(delta.flaw()).isEmpty();
        assertThat(ids(delta)).isEmpty();
        assertThat(reached(delta)).contains(NOW);
        assertThat(read(by(TIME), Optional.empty()).flaw().map(Flaw::defect))
                .as("of all")
                .contains(Defect.EMPTY);
    }

    @Test
    void theNewestRecordSaysSinceWhen() {
        answers = call -> said(call.parameter("since").isEmpty() ? ALL : ONE);
        var whole = read(by(NEWEST), Optional.empty());
        assertThat(reached(whole)).contains("2026-11-02T07:00:00Z");
        var passed = new Passed();
        whole.read(passed);
        assertThat(passed.records.getFirst().values()).as("what no field reads").containsOnlyKeys("/id");

        var delta = read(by(NEWEST), whole.extent().reached());
        assertThat(asked(1)).isEqualTo("2026-11-02T06:55:00Z");
        assertThat(reached(delta)).contains("2026-11-02T07:30:00Z");

        answers = call -> said(NOBODY);
        assertThat(reached(read(by(NEWEST), delta.extent().reached()))).contains("2026-11-02T07:30:00Z");
    }

    @Test
    void aRecordOfTheFutureSkipsNobody() {
        answers = call -> said("{\"people\": [{\"id\": 1, \"at\": \"9999-12-31T00:00:00Z\"}]}");

        assertThat(reached(read(by(NEWEST), Optional.empty()))).contains(NOW);
    }

    @Test
    void recordsThatSayNoTimeHaveAllRead() {
        answers = call -> said("{\"people\": [{\"id\": 1, \"at\": \"yesterday\"}, {\"id\": 2, \"at\": {}}]}");

        var whole = read(by(NEWEST), Optional.empty());

        assertThat(reached(whole)).isEmpty();
        assertThat(whole.extent().flaw().map(Flaw::defect)).contains(Defect.NOTHING_TO_GO_ON_FROM);
    }

    @Test
    void aWordOfTheLastPageSaysSinceWhen() {
        reader.by(new Pagination.Cursor(new Place.Query("cursor"), Pointer.parse("/next")));
        answers = call -> said(
                call.parameter("since").isEmpty() && call.parameter("cursor").isEmpty()
                        ? "{\"people\": [{\"id\": 1}], \"next\": \"2\", \"delta\": \"early\"}"
                        : "{\"people\": [{\"id\": 2}], \"delta\": \"w\u00fcrd & co/\"}");
        var token = by(new Sign.Token(Pointer.parse("/delta")));
        var whole = read(token, Optional.empty());
        assertThat(reached(whole)).contains("w\u00fcrd & co/");

        var delta = read(token, whole.extent().reached());
        assertThat(asked(2)).isEqualTo("w\u00fcrd & co/");
        assertThat(ids(delta)).containsExactly("2");

        answers = call -> said(ONE);
        assertThat(reached(read(token, Optional.of(from("w3")))))
                .as("none given")
                .contains("w3");
        assertThat(reached(read(token, Optional.empty()))).isEmpty();
        answers = call -> said(ONE.replaceFirst("\\{", "{\"delta\": \"" + "x".repeat(4_097) + "\", "));
        assertThat(reached(read(token, Optional.empty())))
                .as("none that a status holds")
                .isEmpty();
        var same = read(token, Optional.of(from("w3")));
        assertThat(same.extent().reached()).as("everybody is not read for it").contains(from("w3"));
        assertThat(same.extent().flaw().map(Flaw::defect)).contains(Defect.NOTHING_TO_GO_ON_FROM);
    }

    @Test
    void anAddressInTheLastAnswerIsAskedAsItStands() {
        var link = new DeltaTerms(
                Optional.empty(), Optional.empty(), new Sign.Link(Pointer.parse("/@odata.deltaLink")), DAY);
        var said = "{\"@odata.deltaLink\": \"" + source.uri("/people?$deltatoken=abc") + "\", " + ALL.substring(1);
        answers = call -> said(said);
        var whole = read(link, Optional.empty());
        assertThat(reached(whole))
                .contains(source.uri("/people?$deltatoken=abc").toString());

        read(link, whole.extent().reached());
        assertThat(source.calls.get(1).query()).isEqualTo("$deltatoken=abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example.com/people", "no address", "/people?x", ""})
    void anAddressElsewhereIsNotAsked(String address) {
        var link = new DeltaTerms(Optional.empty(), Optional.empty(), new Sign.Link(Pointer.parse("/more")), DAY);
        answers = call -> said(ALL);

        var whole = read(link, Optional.of(from(address)));

        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE_INSTEAD);
        assertThat(ids(whole)).containsExactly("1", "2");
        assertThat(source.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void whatDoesNotGoOnFromThereIsReadWholeAtOnce(int status) {
        answers = call -> call.parameter("since").isEmpty() ? said(ALL) : Reply.of(status, "{}");

        var whole = read(by(TIME), Optional.of(from(NOW)));

        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE_INSTEAD);
        assertThat(whole.extent().from()).as("what ended counts on").contains(from(NOW));
        assertThat(ids(whole)).containsExactly("1", "2");
        assertThat(reached(whole)).contains(NOW);
    }

    private static Mark due() {
        return new Mark(NOW, Reader.NOW.minusSeconds(60), Reader.NOW.minus(DAY), 7, "a");
    }

    private static Optional<Instant> inAnHour() {
        return Optional.of(Reader.NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void whereEverybodyCannotBeReadWhoChangedIs() {
        answers = call -> call.parameter("since").isEmpty() ? Reply.of(500, "{}") : said(ONE);

        var delta = read(by(TIME), Optional.of(due()));

        assertThat(delta.extent().kind()).isEqualTo(Kind.DELTA);
        assertThat(ids(delta)).containsExactly("2");
        assertThat(delta.extent().flaw().map(Flaw::defect)).contains(Defect.NOT_READ);
        var mark = delta.extent().reached().orElseThrow();
        assertThat(mark.due()).as("not each minute").isEqualTo(inAnHour());
        assertThat(mark.whole()).isEqualTo(due().whole());
        assertThat(source.calls).hasSize(2);

        reader.later(Duration.ofMinutes(59));
        assertThat(read(by(TIME), Optional.of(mark)).extent().flaw()).isEmpty();
        assertThat(source.calls).hasSize(3);

        answers = call -> said(ALL);
        reader.later(Duration.ofMinutes(1));
        assertThat(read(by(TIME), Optional.of(mark)).extent().kind()).isEqualTo(Kind.WHOLE);
    }

    @Test
    void whereNothingIsReadEverybodyWaitsForAnHourAndWhoChangedDoesNot() {
        answers = call -> Reply.of(500, "{}");
        var broken = read(by(TIME), Optional.of(due()));
        assertThat(broken.flaw()).isPresent();
        assertThat(broken.extent().from().flatMap(Mark::due)).isEqualTo(inAnHour());
        assertThat(source.calls).hasSize(2);

        answers = call -> Reply.of(429, "{}").with("Retry-After", "60");
        var later = read(by(TIME), Optional.of(due()));
        assertThat(later.flaw().flatMap(Flaw::until)).isPresent();
        assertThat(later.extent().from().flatMap(Mark::due)).isEqualTo(inAnHour());
        assertThat(source.calls).as("it asks to be left alone").hasSize(3);
    }

    @Test
    void whereNeitherIsReadNothingGoesOn() {
        answers = call -> Reply.of(call.parameter("since").isEmpty() ? 500 : 410, "{}");

        var broken = read(by(TIME), Optional.of(due()));

        assertThat(broken.flaw().map(Flaw::defect)).contains(Defect.NOT_READ);
        assertThat(broken.extent().from()).isEmpty();
        assertThat(source.calls).as("not everybody once more").hasSize(2);
    }

    @Test
    void aLaterPageIsNotEmptyByA204() {
        reader.by(new Pagination.Cursor(new Place.Query("cursor"), Pointer.parse("/next")));
        answers = call -> call.parameter("cursor").isEmpty()
                ? said("{\"people\": [{\"id\": 1}], \"next\": \"2\"}")
                : Reply.of(204, "");

        assertThat(read(by(TIME), Optional.of(from(NOW))).flaw()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 429, 500, 503})
    void whatIsNotAnsweredIsNotAskedForMore(int status) {
        answers = call -> Reply.of(status, "{}");

        assertThat(read(by(TIME), Optional.of(from(NOW))).flaw()).isPresent();
        assertThat(source.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "{\"people\": [{\"id\"", "", "{} {}"})
    void garbageIsNoDelta(String body) {
        answers = call -> said(body);

        assertThat(read(by(TIME), Optional.of(from(NOW))).flaw()).isPresent();
        assertThat(source.calls).hasSize(1);
    }

    @Test
    void moreThanIsReadIsReadWhole() {
        reader.within(Reader.bounds(1 << 20, 100, 2, Duration.ofSeconds(20)));
        answers = call ->
                said(call.parameter("since").isEmpty() ? ALL : "{\"people\": [{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]}");

        var whole = read(by(TIME), Optional.of(from(NOW)));

        assertThat(whole.extent().kind()).isEqualTo(Kind.WHOLE_INSTEAD);
        assertThat(ids(whole)).hasSize(2);
    }

    @Test
    void anAnswerWithoutAListIsReadWhole() {
        answers = call -> said(call.parameter("since").isEmpty() ? ALL : "{\"nothing\": \"new\"}");

        assertThat(read(by(TIME), Optional.of(from(NOW))).extent().kind()).isEqualTo(Kind.WHOLE_INSTEAD);
    }

    @Test
    void aTimeStandsInABodyOrInAText() {
        reader.posting("{\"fields\": [\"id\"], \"filter\": \"status in ('A')\"}");
        answers = call -> said(ONE);
        var said = new Said(new Place.Field(Pointer.parse("/filter")), "status in ('A') and changed > '{since}'");

        read(
                new DeltaTerms(
                        Optional.of(source.uri("/changed?of=all")),
                        Optional.of(said),
                        new Sign.Time(new SinceFormat(Optional.of("EpochSeconds"), Duration.ZERO)),
                        DAY),
                Optional.of(from(NOW)));

        assertThat(source.calls.getFirst().path()).isEqualTo("/changed");
        assertThat(source.calls.getFirst().body())
                .isEqualTo("{\"fields\":[\"id\"],\"filter\":\"status in ('A') and changed > '1793606400'\"}");
    }

    @Test
    void whoeverIsNoneOfTheListIsNoneOfADelta() {
        assertThatThrownBy(() -> by(TIME).check(
                                reader.with(Map.of(), Map.of("since", "2020")).terms()))
                .hasMessageContaining("let `delta.value` hold all that the request says there otherwise");
        var of = new DeltaTerms(Optional.empty(), Optional.of(new Said(new Place.Query("of"), "{since}")), TIME, DAY);
        assertThatThrownBy(() -> of.check(reader.with(Map.of(), Map.of()).terms()))
                .hasMessageContaining("put the parameter of into `query`");
        var field = new DeltaTerms(
                Optional.empty(), Optional.of(new Said(new Place.Field(Pointer.parse("/f")), "{since}")), TIME, DAY);
        assertThatThrownBy(() -> field.check(reader.posting("{\"f\": \"x\"}").terms()))
                .hasMessageContaining("let `delta.value` hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$filter=x", "%24filter=x", "top=1&$filter=", "$filter", "%24f%69lter=x"})
    void aParameterIsFoundInTheAddressHoweverItIsWritten(String query) {
        var terms = new Reader(source.uri("/people?" + query));
        var delta = new DeltaTerms(
                Optional.empty(), Optional.of(new Said(new Place.Query("$filter"), "{since}")), TIME, DAY);

        assertThatThrownBy(() -> delta.check(terms.terms()))
                .hasMessageContaining("put the parameter $filter into `query`");
        terms.close();
    }

    @Test
    void anAddressOfItsOwnLeavesOutWhomTheListLeavesOut() {
        var said = Optional.of(new Said(new Place.Query("since"), "{since}"));

        assertThatThrownBy(() ->
                        new DeltaTerms(Optional.of(source.uri("/changed")), said, TIME, DAY).check(reader.terms()))
                .hasMessageContaining("whom the list leaves out");
        assertThatThrownBy(() -> new DeltaTerms(Optional.of(source.uri("/changed?of=all&since=1")), said, TIME, DAY)
                        .check(reader.terms()))
                .hasMessageContaining("put the parameter since into `query`");
        new DeltaTerms(Optional.of(source.uri("/changed?more=1&of=%61ll")), said, TIME, DAY).check(reader.terms());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new DeltaTerms(
                                Optional.of(URI.create("https://elsewhere.example.com/x?of=all")),
                                Optional.of(new Said(new Place.Query("since"), "{since}")),
                                TIME,
                                DAY)
                        .check(reader.terms()))
                .hasMessageContaining("the scheme, host and port of the list");
        assertThatThrownBy(
                        () -> by(new Sign.Newest(Pointer.parse("/id/x"), ISO)).check(reader.terms()))
                .hasMessageContaining("let `at` lead into nothing that `fields` read");
        assertThatThrownBy(() -> by(new Sign.Token(Pointer.parse("/people/0"))).check(reader.terms()))
                .hasMessageContaining("let `at` lead neither into the records");
        assertThatThrownBy(() -> new DeltaTerms(
                                Optional.empty(),
                                Optional.of(new Said(new Place.Field(Pointer.parse("/since")), "{since}")),
                                TIME,
                                DAY)
                        .check(reader.terms()))
                .hasMessageContaining("give no body to a GET");
        assertThatThrownBy(() -> new DeltaTerms(Optional.empty(), Optional.empty(), TIME, DAY))
                .hasMessageContaining("`query` or `field`");
        assertThatThrownBy(() -> new Said(new Place.Query("since"), "x")).hasMessageContaining("{since}");
    }

    @Test
    void aPersonOfADeltaIsAskedForByThemselves() {
        reader.detail(source.uri("/people/") + "{key}", "", "/name").values();
        answers = call -> call.path().equals("/people") ? said(ONE) : said("{\"name\": \"n\"}");

        ids(read(by(TIME), Optional.of(from(NOW))));

        assertThat(source.calls).extracting(Call::path).containsExactly("/people", "/people/2");
    }
}
