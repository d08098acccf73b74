package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus.FormerEntitlement;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.sync.Aims;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemainsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final FormerEntitlement STAFF = new FormerEntitlement("people", "group", "staff");
    private static final String OF_STAFF = "{namespace: people, kind: group, value: staff}";
    private static final String GIVES_STAFF =
            "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final CachedWorld world = Wiring.world(here.caches, accesses, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Digests digests = new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private final Remains remains = new Remains(here.caches, accesses, world, here.going, digests);

    @BeforeEach
    void theCachesAreFilled() {
        here.caches.filled();
        here.hasRole("guest", "{grants: [{app: {name: wiki}}]}");
    }

    private List<FormerEntitlement> in(TargetApp app) {
        return remains.in(app, NOW);
    }

    private void adaHas(String applied, String more) {
        here.has(
                "people",
                "ada",
                "{userName: ada, roles: [{name: guest}]}",
                "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\", id: a1, tenant: k2v9, applied: \""
                        + applied + "\"" + more + "}]}");
    }

    private String aim() {
        adaHas("0.x", "");
        var decided = world.person(here.caches.user("people", "ada").orElseThrow())
                .orElseThrow()
                .resolve(NOW);
        return Aims.of(Objects.requireNonNull(decided.apps().get(WIKI)), digests)
                .orElseThrow()
                .text();
    }

    @Test
    void areWhatARoleGaveThatSomebodyDeleted() {
        var wiki = here.remembers("wiki");
        var role = here.hasRole("employee", GIVES_STAFF);
        assertThat(in(wiki)).isEmpty();

        here.isDeleted(role);
        assertThat(in(wiki)).isEmpty();

        here.ends(role);
        assertThat(in(wiki)).containsExactly(STAFF);
    }

    @Test
    void stayForAsLongAsAnAccountIsNotAsDecided() {
        var wiki = here.remembers("wiki", OF_STAFF);
        var aim = aim();

        assertThat(in(wiki)).containsExactly(STAFF);

        adaHas(aim, ", reason: Unreachable");
        assertThat(in(wiki)).containsExactly(STAFF);

        adaHas(aim, "");
        assertThat(in(wiki)).isEmpty();
    }

    @Test
    void stayWhereNobodyKnowsWhatIsDecided() {
        var wiki = here.remembers("wiki", OF_STAFF);
        here.has(
                "people",
                "newer",
                "{userName: newer, type: Robot}",
                "{accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\"}]}");

        assertThat(in(wiki)).containsExactly(STAFF);
    }

    @Test
    void areLostByAccountsWithoutARole() {
        here.remembers("wiki", OF_STAFF);

        assertThat(accesses.of("people").ours(WIKI).named()).containsExactly(new Entitlement("group", "staff"));
    }

    @Test
    void areNotLostByAccountsOnceTheyAreNotRecordedAnyMore() {
        here.remembers("wiki", OF_STAFF);
        in(here.remembers("wiki", OF_STAFF));
        assertThat(accesses.of("people").ours(WIKI).named()).isNotEmpty();

        in(here.remembers("wiki"));

        assertThat(accesses.of("people").ours(WIKI).named()).isEmpty();
    }

    @Test
    void ofARoleOfAnotherNamespaceConcernOnlyThePeopleThere() {
        var app = here.remembers("wiki", "{namespace: subsidiary, kind: group, value: staff}");

        assertThat(Remains.losableBy("people", app)).isEmpty();
        assertThat(Remains.losableBy("subsidiary", app)).hasSize(1);
    }
}
