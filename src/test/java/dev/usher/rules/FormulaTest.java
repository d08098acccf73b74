package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Text;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static final Formula TITLE = new Formula("user.title");
    private static final Formula TODAY = new Formula("user.today");
    private static final Subject ADA = new Subject(
            "people",
            "ada",
            "Employee",
            Attributes.of(Map.of(
                    "userName", "ada.lovelace",
                    "givenName", "Ada",
                    "familyName", "Łövelåçe",
                    "email", "Ada@Example.com",
                    "title", "Analyst",
                    "badge", "77")),
            LocalDate.parse("2026-12-01"));

    private final CelRulings rulings = new CelRulings();

    private Text answer(String expression) {
        var formula = new Formula(expression);
        assertThat(rulings.flaw(formula)).as(expression).isEmpty();
        return rulings.judge("people", Set.of(), Set.of(formula)).texts(ADA).of(formula);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user.title|Analyst",
                "user.location|''",
                "lower(user.email)|ada@example.com",
                "localPart(user.email)|Ada",
                "slug(user.name.family)|lovelace",
                "user.attributes.badge|77",
                "user.attributes[?'badge']|77",
                "user.attributes[?'team']|''",
                "user.?location|''",
                "user.?location.orValue('nowhere')|nowhere",
                "has(user.title) ? user.title : user.type|Analyst",
                "concat([user.name.given, ' ', user.name.family])|Ada Łövelåçe",
                "concat([slug(user.name.family), '@example.com'])|lovelace@example.com",
                "user.today|2026-12-01"
            })
    void saysOfAda(String expression, String text) {
        assertThat(answer(expression)).isEqualTo(new Text.Value(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.attributes.team", "plusDays(user.title, 1)", "user.title.substring(99)"})
    void doesNotKnowWhatCannotBeTold(String expression) {
        assertThat(answer(expression)).isEqualTo(Text.UNKNOWN);
    }

    @Test
    void makesNoTextLongerThanAFreeAttributeCanBe() {
        var half = "'" + "x".repeat(512) + "'";

        assertThat(answer("concat([" + half + ", " + half + "])")).isEqualTo(new Text.Value("x".repeat(1024)));
        assertThat(answer("concat([" + half + ", " + half + ", 'x'])")).isEqualTo(Text.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user.titel|1|5|titel",
                "user.title == ''|1|12|expected type 'string' but found 'bool'",
                "user|1|1|expected type 'string'",
                "optional.of(1)|1|12|expected type 'string'",
                "user.title +|1|13|EOF",
                "user.title + 'x'|1|12|no matching overload"
            })
    void saysWhereAFormulaIsWrong(String expression, int line, int column, String part) {
        var flaw = rulings.flaw(new Formula(expression)).orElseThrow();

        assertThat(flaw.message()).contains(part);
        assertThat(flaw.line()).isEqualTo(line);
        assertThat(flaw.column()).isEqualTo(column);
    }

    @Test
    void isUnknownOfEverybodyWhereItHasAFlawOrIsOfAnotherNamespace() {
        var broken = new Formula("user.titel");

        var texts = rulings.judge("people", Set.of(), Set.of(broken)).texts(ADA);

        assertThat(texts.of(broken)).isEqualTo(Text.UNKNOWN);
        assertThat(texts.of(TITLE)).isEqualTo(Text.UNKNOWN);
    }

    @Test
    void asksForTheDayWithoutMakingRulesBeAskedAgain() {
        assertThat(rulings.judge("people", Set.of(), Set.of(TITLE)).asksForTheDay())
                .isFalse();

        var judge = rulings.judge("people", Set.of(), Set.of(TITLE, TODAY));

        assertThat(judge.asksForTheDay()).isTrue();
        var tomorrow = new Subject(
                "people", "ada", "Employee", ADA.profile(), ADA.today().plusDays(1));
        assertThat(judge.about(tomorrow)).isSameAs(judge.about(ADA));
        assertThat(judge.texts(tomorrow).of(TODAY)).isEqualTo(new Text.Value("2026-12-02"));
    }
}
