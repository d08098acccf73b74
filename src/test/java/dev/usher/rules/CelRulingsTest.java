package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Subject;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.rule.Truths;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CelRulingsTest {
    private static final Rule ENGINEERS = new Rule("user.department == 'Engineering'");
    private static final Rule LONDON = new Rule("user.location == 'London'");
    private static final Rule BROKEN = new Rule("user.nothing == ''");
    private static final Rule FROM_DECEMBER = new Rule("user.today >= '2026-12-01'");
    private static final Formula TITLE = new Formula("user.title");
    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-30");

    private final CelRulings rulings = new CelRulings();

    @Test
    void answersEveryRuleOfTheNamespaceAndNoOther() {
        var truths =
                rulings.judge("people", Set.of(ENGINEERS, LONDON), Set.of()).about(ada("Engineering"));

        assertThat(truths.of(ENGINEERS)).isEqualTo(Truth.YES);
        assertThat(truths.of(LONDON)).isEqualTo(Truth.NO);
        assertThat(truths.of(new Rule("true"))).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void doesNotKnowTheAnswerToARuleWithAFlaw() {
        assertThat(rulings.flaw(BROKEN)).isPresent();
        assertThat(rulings.flaw(ENGINEERS)).isEmpty();
        assertThat(rulings.judge("people", Set.of(BROKEN), Set.of())
                        .about(ada("Engineering"))
                        .of(BROKEN))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void keepsTheAnswersOfSomebodyOfWhomNothingElseIsSaid() {
        var judge = rulings.judge("people", Set.of(ENGINEERS), Set.of());

        assertThat(judge.about(ada("Engineering"))).isSameAs(judge.about(ada("Engineering")));
    }

    @Test
    void asksAgainOnceSomethingElseIsSaid() {
        var judge = rulings.judge("people", Set.of(ENGINEERS), Set.of());
        assertThat(judge.about(ada("Engineering")).of(ENGINEERS)).isEqualTo(Truth.YES);

        assertThat(judge.about(ada("Sales")).of(ENGINEERS)).isEqualTo(Truth.NO);
    }

    @Test
    void answersARuleThatIsEditedAndKeepsTheOthers() {
        rulings.judge("people", Set.of(ENGINEERS, LONDON), Set.of()).about(ada("Engineering"));
        var everybody = new Rule("true");

        var truths =
                rulings.judge("people", Set.of(ENGINEERS, everybody), Set.of()).about(ada("Engineering"));

        assertThat(truths.of(everybody)).isEqualTo(Truth.YES);
        assertThat(truths.of(ENGINEERS)).isEqualTo(Truth.YES);
        assertThat(truths.of(LONDON)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void givesNobodyTheAnswersOfAnotherNamespace() {
        Truths here = rulings.judge("people", Set.of(ENGINEERS), Set.of()).about(ada("Engineering"));
        rulings.judge("subsidiary", Set.of(LONDON), Set.of());

        assertThat(here.of(ENGINEERS)).isEqualTo(Truth.YES);
        assertThat(rulings.judge("subsidiary", Set.of(LONDON), Set.of())
                        .about(ada("Engineering"))
                        .of(ENGINEERS))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void asksAgainOnAnotherDayOnlyWhereSomeRuleAsksForTheDay() {
        var timeless = rulings.judge("people", Set.of(ENGINEERS), Set.of());
        assertThat(timeless.asksForTheDay()).isFalse();
        assertThat(timeless.about(ada("Engineering", NOVEMBER.plusDays(1))))
                .isSameAs(timeless.about(ada("Engineering", NOVEMBER)));

        var daily = rulings.judge("people", Set.of(ENGINEERS, FROM_DECEMBER), Set.of());
        assertThat(daily.asksForTheDay()).isTrue();
        assertThat(daily.about(ada("Engineering", NOVEMBER)).of(FROM_DECEMBER)).isEqualTo(Truth.NO);
        assertThat(daily.about(ada("Engineering", NOVEMBER.plusDays(1))).of(FROM_DECEMBER))
                .isEqualTo(Truth.YES);
    }

    @Test
    void keepsNoAnswersOfSomebodyWhoIsGone() {
        var judge = rulings.judge("people", Set.of(ENGINEERS), Set.of());
        var before = judge.about(ada("Engineering"));

        rulings.forget("people", "ada");

        assertThat(judge.about(ada("Engineering"))).isNotSameAs(before);
    }

    @Test
    void compilesARuleOnceForAsLongAsSomebodyAsksIt() {
        var engineers = rulings.compiled(ENGINEERS);
        rulings.judge("people", Set.of(ENGINEERS), Set.of());
        rulings.judge("subsidiary", Set.of(new Rule(ENGINEERS.expression())), Set.of());
        rulings.judge("people", Set.of(LONDON), Set.of());

        assertThat(rulings.compiled(new Rule(ENGINEERS.expression()))).isSameAs(engineers);

        rulings.judge("subsidiary", Set.of(), Set.of());
        assertThat(rulings.compiled(ENGINEERS)).isNotSameAs(engineers);
    }

    @Test
    void compilesAFormulaOnceForAsLongAsSomebodyAsksIt() {
        var title = rulings.compiled(TITLE);
        rulings.judge("people", Set.of(), Set.of(TITLE));
        rulings.judge("subsidiary", Set.of(), Set.of(new Formula(TITLE.expression())));
        rulings.judge("people", Set.of(), Set.of(new Formula("user.email")));

        assertThat(rulings.compiled(new Formula(TITLE.expression()))).isSameAs(title);

        rulings.judge("subsidiary", Set.of(), Set.of());
        assertThat(rulings.compiled(TITLE)).isNotSameAs(title);
    }

    private static Subject ada(String department) {
        return ada(department, NOVEMBER);
    }

    private static Subject ada(String department, LocalDate today) {
        return new Subject("people", "ada", "Employee", Attributes.of(Map.of("department", department)), today);
    }
}
