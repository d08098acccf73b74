package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.feed.Composed;
import dev.usher.domain.feed.DateFormat;
import dev.usher.domain.feed.Drafting;
import dev.usher.domain.feed.Drafting.Drafted;
import dev.usher.domain.feed.FeedRecord;
import dev.usher.domain.feed.FieldTerms;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormulatedTest {
    private static final Map<String, String> ADA =
            Map.of("number", "1815", "First", "Ada", "Last", "Lovelace", "Day", "01", "Month", "12", "State", "A");

    private static Composed value(String expression) {
        return Formulated.read(expression).value().orElseThrow();
    }

    private static FieldTerms field(String to, String expression) {
        return new FieldTerms(to, to, Map.of(), Optional.empty(), Optional.of(value(expression)));
    }

    private static Drafted drafted(Map<String, String> record, FieldTerms... fields) {
        return new Drafting("number", List.of(fields)).of(new FeedRecord(7, record));
    }

    @Test
    void isMadeOfSeveralFields() {
        var whole = field("displayName", "record['First'] + ' ' + record['Last']");

        assertThat(whole.columns()).containsExactlyInAnyOrder("First", "Last");
        assertThat(drafted(ADA, whole)).isInstanceOfSatisfying(Drafted.Of.class, drafted -> {
            assertThat(drafted.draft().attributes()).containsEntry("displayName", "Ada Lovelace");
            assertThat(drafted.draft().isWhole()).isTrue();
        });
    }

    @Test
    void isNotToldWhereOneIsMissingUnlessItSaysWhatThen() {
        var needs = field("displayName", "record['First'] + record['Middle']");
        var does = field("title", "record['First'] + record[?'Middle'].orValue('')");
        var nothing = field("department", "record[?'Department'].orValue('')");

        assertThat(drafted(ADA, needs, does, nothing)).isInstanceOfSatisfying(Drafted.Of.class, drafted -> {
            assertThat(drafted.draft().attributes()).containsOnly(Map.entry("title", "Ada"));
            assertThat(drafted.draft().refusals())
                    .containsExactly(new Refusal(7, Optional.of("1815"), Optional.of("displayName"), Rule.NOT_TOLD));
        });
    }

    @Test
    void isJudgedAsWhatARecordSaysIs() {
        var day = new FieldTerms(
                "startTime",
                "startTime",
                Map.of(),
                Optional.of(new DateFormat("dd.MM.uuuu")),
                Optional.of(value("record['Day'] + '.' + record['Month'] + '.2026'")));
        var state = new FieldTerms(
                "status",
                "status",
                Map.of("A-1815", "Active"),
                Optional.empty(),
                Optional.of(value("record['State'] + '-' + record['number']")));

        assertThat(drafted(ADA, day, state))
                .isInstanceOfSatisfying(
                        Drafted.Of.class,
                        drafted -> assertThat(drafted.draft().life())
                                .containsEntry("startTime", "2026-12-01")
                                .containsEntry("status", "Active"));
        assertThat(drafted(Map.of("number", "1"), day, state))
                .as("whoever may work here or not")
                .isInstanceOf(Drafted.Refused.class);
    }

    @Test
    void tellsWhatCannotBeUnderstood() {
        assertThat(Formulated.read("recrod['First']")).isInstanceOf(Formulated.Read.Flawed.class);
        assertThat(Formulated.read("record[record['First']]")).isInstanceOf(Formulated.Read.Flawed.class);
    }

    @Test
    void anotherExpressionIsAnotherDeclaration() {
        assertThat(field("title", "record['First']"))
                .hasToString(field("title", "record['First']").toString());
        assertThat(field("title", "record['First']").toString())
                .isNotEqualTo(field("title", "record['Last']").toString());
    }
}
