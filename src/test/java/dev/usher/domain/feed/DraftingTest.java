package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Drafting.Drafted;
import dev.usher.domain.feed.Refusal.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftingTest {
    private static final Drafting TERMS = new Drafting(
            "number",
            List.of(
                    field("userName", "login"),
                    field("email", "mail"),
                    field("country", "land"),
                    field("locale", "tongue"),
                    field("timezone", "zone"),
                    field("type", "kind"),
                    field("title", "title"),
                    field("attributes.badge", "badge"),
                    new FieldTerms(
                            "status",
                            "state",
                            Map.of("A", "Active", "T", "Terminated", "X", "Fired"),
                            Optional.empty()),
                    new FieldTerms("startTime", "begins", Map.of(), Optional.of(new DateFormat("dd.MM.yyyy"))),
                    field("endTime", "ends")));

    private static FieldTerms field(String to, String from) {
        return new FieldTerms(to, from, Map.of(), Optional.empty());
    }

    /** A good record with some values otherwise; an empty one is left out. */
    private static FeedRecord record(String... otherwise) {
        var values = new HashMap<>(Map.of("number", "1815", "login", "ada", "state", "A"));
        for (var at = 0; at < otherwise.length; at += 2) {
            values.put(otherwise[at], otherwise[at + 1]);
        }
        values.values().removeIf(String::isEmpty);
        return new FeedRecord(7, values);
    }

    private static Draft draft(String... otherwise) {
        var drafted = TERMS.of(record(otherwise));
        assertThat(drafted).isInstanceOf(Drafted.Of.class);
        return ((Drafted.Of) drafted).draft();
    }

    private static Refusal refused(String... otherwise) {
        var drafted = TERMS.of(record(otherwise));
        assertThat(drafted).isInstanceOf(Drafted.Refused.class);
        return ((Drafted.Refused) drafted).refusal();
    }

    @Test
    void tellsWhetherSomebodyWorksHereFromAllElse() {
        var draft = draft("begins", "01.12.2026", "ends", "2027-06-30", "title", "Analyst", "badge", "77");

        assertThat(draft.key()).isEqualTo("1815");
        assertThat(draft.place()).isEqualTo(7);
        assertThat(draft.life())
                .containsExactly(
                        Map.entry("endTime", "2027-06-30"),
                        Map.entry("startTime", "2026-12-01"),
                        Map.entry("status", "Active"));
        assertThat(draft.attributes())
                .containsExactly(
                        Map.entry("attributes.badge", "77"),
                        Map.entry("title", "Analyst"),
                        Map.entry("userName", "ada"));
        assertThat(draft.isWhole()).isTrue();
    }

    @Test
    void readsACountryInWhateverCase() {
        assertThat(draft("land", "gb").attributes()).containsEntry("country", "GB");
    }

    @Test
    void knowsNobodyWithoutAKey() {
        assertThat(refused("number", "").rule()).isEqualTo(Rule.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"18\u000015", "18\n15", "18\u200b15", "18\u202e15", "\ud800"})
    void takesNoKeyThatCannotBeSeen(String key) {
        assertThat(refused("number", key)).isEqualTo(Refusal.of(7, Optional.empty(), Rule.KEY_TOO_LONG));
    }

    @Test
    void takesNoKeyThatNoEmploymentCanHave() {
        assertThat(draft("number", "1".repeat(128)).key()).hasSize(128);
        assertThat(refused("number", "1".repeat(129)).rule()).isEqualTo(Rule.KEY_TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "mail, no address, NOT_AN_ADDRESS",
        "mail, a@b@c, NOT_AN_ADDRESS",
        "land, GBR, VALUE_TOO_LONG",
        "land, 7A, NOT_A_COUNTRY",
        "tongue, x, NOT_A_LANGUAGE",
        "zone, Europe/Nowhere, NOT_A_ZONE",
        "zone, +02:00, NOT_A_ZONE",
        "kind, Boss, UNKNOWN_WORD",
        "title, =HYPERLINK(), FORMULA",
        "title, +cmd|x, FORMULA",
        "badge, @SUM(1), FORMULA",
    })
    void keepsTheAttributesAsTheyAreWhereOneCannotBeRead(String field, String value, Rule rule) {
        var draft = draft(field, value);

        assertThat(draft.isWhole()).isFalse();
        assertThat(draft.refusals()).containsExactly(new Refusal(7, Optional.of("1815"), Optional.of(field), rule));
        assertThat(draft.life()).containsEntry("status", "Active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+44 20 7946 0000", "-", "@ada", "-7"})
    void takesNoNumberForAFormula(String value) {
        assertThat(draft("badge", value).attributes()).containsEntry("attributes.badge", value);
    }

    @Test
    void takesNoValueThatIsLongerThanItsField() {
        assertThat(draft("title", "x".repeat(256)).isWhole()).isTrue();
        assertThat(draft("title", "x".repeat(257)).refusals())
                .extracting(Refusal::rule)
                .containsExactly(Rule.VALUE_TOO_LONG);
        assertThat(draft("badge", "x".repeat(1025)).refusals())
                .extracting(Refusal::rule)
                .containsExactly(Rule.VALUE_TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "state, Z, UNKNOWN_WORD",
        "state, X, UNKNOWN_WORD",
        "begins, 31.02.2026, NOT_A_DATE",
        "begins, 2026-12-01, NOT_A_DATE",
        "ends, tomorrow, NOT_A_DATE",
    })
    void refusesTheWholeRecordWhereNobodyCanTellWhetherTheyWorkHere(String field, String value, Rule rule) {
        assertThat(refused(field, value)).isEqualTo(new Refusal(7, Optional.of("1815"), Optional.of(field), rule));
    }

    @Test
    void refusesARecordWithoutAStatusWhereThereIsOneOfEverybody() {
        assertThat(refused("state", "").rule()).isEqualTo(Rule.NO_STATUS);
    }

    @Test
    void refusesDatesInTheWrongOrder() {
        assertThat(refused("begins", "02.01.2026", "ends", "2026-01-01").rule()).isEqualTo(Rule.DATES_REVERSED);
        assertThat(draft("begins", "01.01.2026", "ends", "2026-01-01").life()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "dd.MM.uuuu, true",
        "d/M/yyyy, true",
        "uuuu-MM-dd, true",
        "dd.MM.uu, false",
        "MM.uuuu, false",
        "blah, false"
    })
    void knowsAFormatByWhichDatesCanBeRead(String pattern, boolean sound) {
        assertThat(new DateFormat(pattern).isSound()).isEqualTo(sound);
    }
}
