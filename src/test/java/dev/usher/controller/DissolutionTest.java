package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Role;
import dev.usher.controller.Dissolution.Rest;
import dev.usher.domain.account.AppId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DissolutionTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String GIVES_STAFF =
            "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]}";
    private static final String HOLDS =
            "{roles: [{name: employee, namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]}";
    private static final String STAFF = "{namespace: people, kind: group, value: staff}";

    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final CachedWorld world = Wiring.world(here.caches, accesses, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Dissolution dissolution =
            new Dissolution(here.caches, accesses, world, namespace -> !namespace.equals("foreign"));

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

        assertThat(rest).isEqualTo(new Rest(1, List.of()));
        assertThat(rest.isNothing()).isFalse();
        assertThat(rest.sentence()).endsWith("it waits for 1 users who held it to be decided without it");
    }

    @Test
    void waitsForNobodyAboutWhomNothingIsDecided() {
        here.has("foreign", "elsewhere", "{userName: elsewhere}", HOLDS);
        here.has("people", "newer", "{userName: newer, type: Robot}", HOLDS);
        here.has("people", "going", "{userName: going}", HOLDS)
                .getMetadata()
                .setDeletionTimestamp("2026-09-15T12:00:00Z");

        assertThat(dissolution.of(employee("{}")).isNothing()).isTrue();
    }

    @Test
    void waitsUntilWhatTheRoleGaveIsRecordedBesideItsApp() {
        here.hasApp("wiki");
        var role = employee(GIVES_STAFF);

        assertThat(dissolution.of(role)).isEqualTo(new Rest(0, List.of(WIKI)));
        assertThat(dissolution.of(role).sentence()).endsWith("recorded in the status of TargetApp people/wiki");

        here.remembers("wiki", STAFF);

        assertThat(dissolution.of(role).isNothing()).isTrue();
    }

    @Test
    void waitsForWhatTheRoleGaveBeforeItsLastEdit() {
        here.remembers("wiki", STAFF);
        var edited = here.ends(here.hasRole(
                "people",
                "employee",
                GIVES_STAFF,
                "{named: [{app: wiki, namespace: people, kind: group, value: builders}]}"));

        assertThat(dissolution.of(edited).apps()).containsExactly(WIKI);
    }

    @Test
    void waitsForWhatAnUnreadableRoleGave() {
        here.hasApp("wiki");
        var slip = here.ends(here.hasRole(
                "people",
                "employee",
                "{assignment: {endOnChangeOf: [shoeSize]}}",
                "{named: [{app: wiki, namespace: people, kind: group, value: staff}]}"));

        assertThat(dissolution.of(slip).apps()).containsExactly(WIKI);
    }

    @Test
    void waitsForNoAppThatIsNotThereOrNotOurs() {
        here.hasApp("foreign", "wiki", "k2v9");
        var role = employee(
                "{grants: [{app: {name: gone}, entitlements: [{kind: group, value: staff}]}, {app: {name: wiki, namespace: foreign}, entitlements: [{kind: group, value: staff}]}]}");

        assertThat(dissolution.of(role).isNothing()).isTrue();
    }
}
