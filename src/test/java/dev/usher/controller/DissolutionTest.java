package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.controller.Dissolution.Rest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DissolutionTest {
    private static final String HOLDS =
            "{roles: [{name: employee, namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Set<Role> underway = new HashSet<>();
    private final Dissolution dissolution =
            new Dissolution(here.caches, namespace -> namespace.equals("foreign"), role -> !underway.contains(role));

    @BeforeEach
    void theCachesAreFilled() {
        here.caches.filled();
    }

    private Role employee(String spec) {
        return here.ends(here.hasRole("employee", spec));
    }

    @Test
    void waitsForEverybodyWhoseStatusSaysThatTheyHoldTheRole() {
        here.has("people", "ada", "{userName: ada}", HOLDS);
        here.has("people", "grace", "{userName: grace, roles: [{name: employee}]}", "{}");

        var rest = dissolution.of(employee("{}"));

        assertThat(rest).isEqualTo(new Rest(1, true));
        assertThat(rest.isNothing()).isFalse();
        assertThat(rest.sentence()).endsWith("1 users who held it are to be decided without it");
    }

    @Test
    void waitsForNobodyWhoseStatusIsNotWrittenHere() {
        here.has("foreign", "elsewhere", "{userName: elsewhere}", HOLDS);
        here.has("people", "going", "{userName: going}", HOLDS)
                .getMetadata()
                .setDeletionTimestamp("2026-09-15T12:00:00Z");

        assertThat(dissolution.of(employee("{}")).isNothing()).isTrue();
    }

    /** What their account has to lose of it can be said although they are not understood, see UserStatuses. */
    @Test
    void waitsForWhoeverIsNotUnderstood() {
        here.has("people", "newer", "{userName: newer, type: Robot}", HOLDS);

        assertThat(dissolution.of(employee("{}"))).isEqualTo(new Rest(1, true));
    }

    /** A decision from before may still be on its way to a status. */
    @Test
    void waitsUntilEverybodyWasLookedAt() {
        var role = employee("{}");
        underway.add(role);

        assertThat(dissolution.of(role)).isEqualTo(new Rest(0, false));
        assertThat(dissolution.of(role).isNothing()).isFalse();
    }
}
