package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.domain.access.RoleKey;
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
    void nameTheWayOnWhichARoleContainsItself() {
        here.hasRole("analyst", "{inherits: [{name: lead}]}");
        here.hasRole("lead", "{inherits: [{name: head}]}");
        var head = here.hasRole("head", "{inherits: [{name: analyst}]}");

        assertThat(of(head).getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("RoleCycle"))
                .satisfies(ready -> assertThat(ready.message()).contains("by way of analyst, lead:"));
    }

    @Test
    void nameTwoRolesThatComeWithTheRoleAndConflict() {
        here.hasRole("analyst", "{}");
        here.hasRole("auditor", "{conflictsWith: [{name: analyst}]}");
        var all = here.hasRole("all", "{inherits: [{name: analyst}, {name: auditor}]}");

        assertThat(of(all))
                .filteredOn(condition -> condition.type().equals("Stalled"))
                .singleElement()
                .satisfies(stalled -> assertThat(stalled.reason()).isEqualTo("RolesConflict"))
                .satisfies(stalled -> assertThat(stalled.message()).contains("Role analyst and Role auditor"));
    }

    @Test
    void nameARoleThatConflictsWithItselfAndOneThatIsNotThere() {
        assertThat(of(here.hasRole("auditor", "{conflictsWith: [{name: auditor}]}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("RolesConflict"));
        assertThat(of(here.hasRole("auditor", "{conflictsWith: [{name: nobody}]}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("RoleNotFound"))
                .satisfies(ready -> assertThat(ready.message()).contains("spec.conflictsWith"));
    }

    @Test
    void nameAContainedRoleThatSomebodyDeletes() {
        here.ends(here.hasRole("analyst", "{}"));

        assertThat(of(here.hasRole("lead", "{inherits: [{name: analyst}]}")).getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("RoleNotFound"))
                .satisfies(ready -> assertThat(ready.message()).contains("Role analyst"));
    }

    /** Whoever holds the role that is not understood must not get the other one meanwhile. */
    @Test
    void goOnSeparatingWhatARoleWithASlipConflictsWith() {
        here.hasRole("auditor", "{conflictsWith: [{name: analyst}], assignment: {endOnChangeOf: [departement]}}");
        here.hasRole("analyst", "{}");

        assertThat(here.accesses().of("people").conflictsOf(new RoleKey("people", "analyst")))
                .containsExactly(new RoleKey("people", "auditor"));
    }

    @Test
    void refuseARoleOfAnotherNamespaceToConflictWith() {
        assertThat(of(here.hasRole("auditor", "{conflictsWith: [{name: analyst, namespace: elsewhere}]}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("SpecInvalid"))
                .satisfies(ready -> assertThat(ready.message()).contains("another namespace"));
    }

    @Test
    void refuseASlipInTheNameOfAnAttribute() {
        assertThat(of(here.hasRole("auditor", "{assignment: {endOnChangeOf: [departement]}}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("SpecInvalid"))
                .satisfies(ready -> assertThat(ready.message()).contains("`departement`"));
        assertThat(of(here.hasRole("auditor", "{assignment: {endOnChangeOf: [name.family, attributes.badge]}}"))
                        .getFirst())
                .satisfies(ready -> assertThat(ready.reason()).isEqualTo("Resolved"));
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
