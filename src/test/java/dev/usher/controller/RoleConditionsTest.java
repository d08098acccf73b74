package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleConditionsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    private final Neighbourhood here = new Neighbourhood();

    private List<Condition> of(Role role) {
        return RoleConditions.of(role, new Conditions(List.of(), 1, NOW), here.accesses());
    }

    @Test
    void sayWhereARuleIsWrongAndWhatThatKeepsFromHappening() {
        var said =
                of(here.hasRole("engineer", "{membership: {rule: \"user.department == 'x' && user.locaton == 'y'\"}}"));

        assertThat(said)
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "False", "RuleInvalid"), tuple("Stalled", "True", "RuleInvalid"));
        assertThat(said)
                .allMatch(condition -> condition.message().startsWith("`spec.membership.rule`, line 1, column 31: ")
                        && condition.message().contains("locaton"));
    }

    @Test
    void areReadyWhereTheRuleIsUnderstood() {
        assertThat(of(here.hasRole("engineer", "{membership: {rule: \"has(user.location)\"}}")))
                .extracting(Condition::type, Condition::status, Condition::reason)
                .containsExactly(tuple("Ready", "True", "Resolved"));
    }

    @Test
    void nameARoleAndAnAppThatAreNotThere() {
        assertThat(of(here.hasRole("engineer", "{inherits: [{name: nobody}]}")).getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("RoleNotFound"))
                .satisfies(ready -> assertThat(ready.message()).contains("Role nobody"));
        assertThat(of(here.hasRole("engineer", "{grants: [{app: {name: nowhere}}]}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("AppNotFound"))
                .satisfies(ready -> assertThat(ready.message()).contains("TargetApp nowhere"));
    }
}
