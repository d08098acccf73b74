package dev.usher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Flaw;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitlementRulesTest {
    private static final Entitlement TEAM = new Entitlement("group", "team-7");

    private final CelRulings rulings = new CelRulings();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entitlement.value.startsWith('team-')|YES",
                "entitlement.kind == 'group' && entitlement.value in ['team-6', 'team-7']|YES",
                "entitlement.value.matches('^team-[0-9]+$')|YES",
                "entitlement.kind == 'role'|NO",
                "lower(entitlement.value) == 'everyone'|NO",
                "int(entitlement.value) > 3|UNKNOWN",
                "entitlement.name == 'team-7'|UNKNOWN"
            })
    void areAnswered(String expression, Truth truth) {
        assertThat(rulings.of(new EntitlementRule(expression), TEAM)).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entitlement.name == 'x'|1|12|name",
                "user.department == 'x'|1|1|user",
                "entitlement.value|1|12|bool",
                "entitlement.value.matches('(')|1|27|egex"
            })
    void sayWhereTheyAreWrong(String expression, int line, int column, String part) {
        assertThat(rulings.flaw(new EntitlementRule(expression))).hasValueSatisfying(flaw -> {
            assertThat(flaw).extracting(Flaw::line, Flaw::column).containsExactly(line, column);
            assertThat(flaw.message()).contains(part);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entitlement.value + entitlement.value == ''",
                "dyn(entitlement).nothing == ''",
                "now() > timestamp('2026-01-01T00:00:00Z')"
            })
    void areBoundedLikeAllOthers(String expression) {
        assertThat(rulings.flaw(new EntitlementRule(expression))).isPresent();
        assertThat(rulings.flaw(new EntitlementRule("'" + "x".repeat(2100) + "' == ''")))
                .isPresent();
    }

    @Test
    void areNoRulesOfPeople() {
        assertThat(rulings.flaw(new EntitlementRule("entitlement.value == 'x'")))
                .isEmpty();
        assertThat(rulings.flaw(new Rule("entitlement.value == 'x'"))).isPresent();
    }

    @Test
    void areCompiledOnce() {
        var rules = new EntitlementRules(new Language());

        assertThat(rules.compiled(new EntitlementRule("entitlement.value == 'x'")))
                .isSameAs(rules.compiled(new EntitlementRule("entitlement.value == 'x'")));
    }

    @Test
    void areAnsweredByTheJudgeOfAnyNamespace() {
        var judge = rulings.judge("people", Set.of(), Set.of());

        assertThat(judge.of(new EntitlementRule("entitlement.value == 'team-7'"), TEAM))
                .isEqualTo(Truth.YES);
    }
}
