package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.HeldEntitlement;
import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.LifecycleState;
import dev.usher.sync.Key;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnrecordedTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String LEAVER =
            "{userName: ada, externalId: \"1\", employments: [{id: main, status: Terminated}]}";

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void theAppIsThere() {
        here.hasApp("wiki");
    }

    @Test
    void isWhatALaneMayBeMakingForALeaverWhoIsThereforeNotPurged() {
        var ada = here.has("people", "ada", LEAVER, "{}");

        var resolution = resolved(ada, (app, identity) -> identity.equals(new Identity("people", "1")));

        assertThat(resolution.state()).isEqualTo(LifecycleState.Departed);
        assertThat(resolution.apps()).isEqualTo(Map.of(WIKI, new Decision.Disabled(Why.Departed)));
    }

    @Test
    void isAlsoWhatWasClaimedBeforeTheLeaverHadAKey() {
        var ada = here.has("people", "ada", LEAVER, "{}");

        assertThat(resolved(ada, (app, identity) -> identity.equals(new Identity("people", "people/ada")))
                        .state())
                .isEqualTo(LifecycleState.Departed);
    }

    @Test
    void isNothingWhereNoLaneKnowsOfAnything() {
        var ada = here.has("people", "ada", LEAVER, "{}");

        assertThat(resolved(ada, (app, identity) -> false).state()).isEqualTo(LifecycleState.Purged);
    }

    /** It was looked for, and its claim may stay. */
    @Test
    void isNothingThatTheStatusSaysIsDeleted() {
        var ada = here.has(
                "people",
                "ada",
                LEAVER,
                "{accounts: [{app: wiki, namespace: people, state: Deleted, since: \"2026-09-01T00:00:00Z\"}]}");

        assertThat(resolved(ada, (app, identity) -> true).state()).isEqualTo(LifecycleState.Purged);
    }

    /** Nothing gives it any more, and what the role gave has to be in a status before the role is gone. */
    @Test
    void isWhatALaneMayBeMakingByARoleThatIsGoing() {
        var ada = here.has("ada", "{userName: ada, externalId: \"1\"}");
        here.ends(here.hasRole(
                "reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}"));

        var making = resolved(ada, (app, identity) -> true);

        assertThat(making.apps().keySet()).containsExactly(WIKI);
        assertThat(making.next().owed()).containsOnlyKeys(WIKI);
        assertThat(resolved(ada, (app, identity) -> false).apps()).isEmpty();
    }

    /** The policy keeps the account as it is, and all the same it is not to keep what the role gave. */
    @Test
    void isWrittenDownWithWhatItHasToLoseAlsoWhereItIsOnlyLeftAlone() {
        here.hasApp("wiki", "deprovisioning: {onUnassigned: Keep}");
        var ada = here.has("ada", "{userName: ada, externalId: \"1\"}");
        here.ends(here.hasRole(
                "reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}"));

        var status = UserStatuses.assess(
                        ada,
                        resolved(ada, (app, identity) -> true),
                        world.person(ada).orElseThrow().access(),
                        new Answers(Set.of(), Map.of()),
                        new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                        Present.of(NOW))
                .status();

        assertThat(status.accounts().getFirst().losing()).containsExactly(new HeldEntitlement("group", "readers"));
    }

    /** Somebody who has another account, and was about to get this one by a role that they lose. */
    @Test
    void isWhatALaneMayBeMakingByARoleThatIsLost() {
        here.hasApp("github");
        here.hasRole("reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}");
        var ada = here.has(
                "people",
                "ada",
                "{userName: ada, externalId: \"1\"}",
                "{accounts: [{app: github, namespace: people, state: Active, since: x, id: b1, tenant: k2v9}], roles: [{name: reader, namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]}");

        var making = resolved(ada, (app, identity) -> app.equals(WIKI));

        assertThat(making.next().owed()).isEqualTo(Map.of(WIKI, Set.of(new Entitlement("group", "readers"))));
    }

    @Test
    void isWhatALaneMayBeMakingForSomebodyWhoIsShutOutOfThatApp() {
        world.locks().use(here.locks);
        here.hasApp("chat");
        here.hasLock("case-7", "{externalId: \"1\", apps: [{name: wiki}], reason: r, requestedBy: grace}");
        var ada = here.has("people", "ada", "{userName: ada, externalId: \"1\"}", "{}");

        assertThat(resolved(ada, (app, identity) -> true).apps())
                .hasEntrySatisfying(
                        WIKI, locked -> assertThat(locked.isLocked()).isTrue())
                .containsOnlyKeys(WIKI);
        assertThat(resolved(ada, (app, identity) -> false).apps()).isEmpty();
    }

    private Resolution resolved(ProvisionedUser user, BiPredicate<AppId, Identity> mayBeMade) {
        var unrecorded = new Unrecorded(new Mailbox(here.caches), mayBeMade);
        var key = new Key.OfUser("people", user.getMetadata().getName());
        return unrecorded.resolve(key, world.person(user).orElseThrow(), NOW);
    }
}
