package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Origin.Matter;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TollTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Origin ANALYST = new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(1));
    private static final Origin OWN = new Origin.OfPerson(Matter.EDIT);
    private static final Origin DELETION = new Origin.OfPerson(Matter.DELETION);
    private static final Key RETAINED = new Key.OfRetained("people", "wiki-1815");

    private final Neighbourhood here = new Neighbourhood();
    private final Set<ResourceID> looked = new HashSet<>();
    private final Rollouts rollouts = new Rollouts(looked::add, any -> true, CLOCK);
    private final Toll toll = new Toll(here.caches, rollouts);

    TollTest() {
        here.hasApp("wiki");
        toll.starts(Stream.empty());
    }

    private ProvisionedUser ada(long generation, String role, String state) {
        var user = here.has(
                "people",
                "ada",
                "{userName: ada, roles: [" + role + "]}",
                "{observedGeneration: 1, roles: [{name: analyst, namespace: people, causes: [{kind: Explicit, since: \"2026-01-01T00:00:00Z\"}]}], "
                        + "accounts: [{app: wiki, namespace: people, state: " + state
                        + ", since: \"2026-01-01T00:00:00Z\", id: \"7\", tenant: t}]}");
        user.getMetadata().setGeneration(generation);
        return user;
    }

    private void isEdited(String analyst, ProvisionedUser touched) {
        var role = here.hasRole("analyst", analyst);
        role.getMetadata().setUid("analyst");
        rollouts.begin(role, false, Set.of(ResourceID.fromResource(touched)), () -> {});
    }

    private void decides(ProvisionedUser user) {
        decides(user, Set.of());
    }

    private void decides(ProvisionedUser user, Set<AppId> agreeing) {
        var world = Wiring.world(here.caches, here.accesses(), CLOCK);
        var facts = (Facts.OfPerson) world.facts(Translate.key(user));
        toll.note(user, facts, facts.resolve(NOW), agreeing, agreeing, Set.of(), NOW);
    }

    private static Wave.Key wave(Origin origin) {
        return new Wave.Key(origin, Limit.REMOVALS);
    }

    private static Map<Member, Integer> ada() {
        return Map.of(Member.of(Identity.ofName("people", "ada")), 1);
    }

    @Test
    void tellsARoleThatGivesTheAppNoMoreFromAUserWhoWasEdited() {
        isEdited("{grants: []}", ada(1, "{name: analyst}", "Active"));
        decides(ada(1, "{name: analyst}", "Active"));
        rollouts.seen(ResourceID.fromResource(ada(1, "{name: analyst}", "Active")), rollouts.mark(), false);
        assertThat(toll.members(WIKI, wave(ANALYST))).contains(ada());

        decides(ada(2, "{name: analyst}", "Active"));
        assertThat(toll.members(WIKI, wave(ANALYST))).as("who was first stays").contains(ada());
    }

    @Test
    void countsWhoeverIsToLookOtherwiseBecauseOfAnEditApartFromWhoLosesSomething() {
        var user = ada(1, "{name: analyst}", "Active, applied: 1.x9Kq2w");
        isEdited("{grants: [{app: {name: wiki}, attributes: {title: Analyst}}]}", user);
        decides(user);
        rollouts.seen(ResourceID.fromResource(user), rollouts.mark(), false);
        var changes = new Wave.Key(ANALYST, Limit.CHANGES);

        assertThat(toll.change(WIKI, Translate.key(user))).contains(Loss.ofValues(ANALYST));
        assertThat(toll.members(WIKI, changes)).contains(ada());
        assertThat(toll.members(WIKI, wave(ANALYST))).contains(Map.of());

        decides(user, Set.of(WIKI));
        assertThat(toll.members(WIKI, changes)).contains(Map.of());
    }

    @Test
    void countsAnEditOfTheUserAsTheirOwn() {
        here.hasRole("analyst", "{grants: [{app: {name: wiki}}]}");
        var user = ada(2, "", "Active");

        decides(user);

        assertThat(toll.loss(WIKI, Translate.key(user))).contains(Loss.ofAccount(OWN, false));
        assertThat(toll.members(WIKI, wave(OWN))).contains(ada());
        assertThat(toll.members(WIKI, wave(ANALYST))).contains(Map.of());
    }

    @Test
    void forgetsWhoeverHasLostItOrKeepsIt() {
        here.hasRole("analyst", "{grants: [{app: {name: wiki}}]}");
        decides(ada(2, "", "Active"));
        decides(ada(2, "", "Active"), Set.of(WIKI));
        assertThat(toll.members(WIKI, wave(OWN))).contains(Map.of());

        decides(ada(2, "", "Active"));
        decides(ada(3, "{name: analyst}", "Active"));
        assertThat(toll.members(WIKI, wave(OWN))).contains(Map.of());

        decides(ada(4, "", "Active"));
        toll.forget(Translate.key(ada(4, "", "Active")));
        assertThat(toll.members(WIKI, wave(OWN))).contains(Map.of());
    }

    @Test
    void aSweepIsOverOnceEverybodyWhomTheEditTouchesWasLookedAtWhateverBeganSince() {
        var user = ada(1, "{name: analyst}", "Active");
        isEdited("{grants: []}", user);
        var begun = toll.sweeps();
        assertThat(toll.areOver(begun)).isFalse();

        rollouts.seen(ResourceID.fromResource(user), rollouts.mark(), false);
        rollouts.anew("labels of people", Set.of(new ResourceID("grace", "people")));

        assertThat(toll.areOver(begun)).isTrue();
        assertThat(toll.areOver(toll.sweeps())).isFalse();
    }

    @Test
    void anEndThatItsStatusShowedForADayIsNotCounted() {
        here.hasRole("analyst", "{grants: [{app: {name: wiki}}]}");
        assertThat(ends("2026-09-14T12:00:00Z")).contains(Map.of());
        assertThat(ends("2026-09-14T12:00:01Z")).contains(ada());
        assertThat(ends("")).contains(ada());
    }

    /** Ada's role ends now, which is shown since then. */
    private Optional<Map<Member, Integer>> ends(String seen) {
        var user = here.has(
                "people",
                "ada",
                "{userName: ada, roles: [{name: analyst, until: \"2026-09-15T12:00:00Z\"}]}",
                "{observedGeneration: 1, roles: [{name: analyst, namespace: people, causes: [{kind: Explicit, since: \"2026-01-01T00:00:00Z\", until: \"2026-09-15T12:00:00Z\"}]}], "
                        + "nextTransition: {time: \"2026-09-15T12:00:00Z\", what: RoleEnds, seenTime: \"" + seen
                        + "\"}, accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-01-01T00:00:00Z\", id: \"7\", tenant: t}]}");
        user.getMetadata().setGeneration(1L);
        toll.forget(Translate.key(user));
        decides(user);
        return toll.members(WIKI, new Wave.Key(new Origin.OfPerson(Matter.DATE), Limit.ATTESTED));
    }

    @Test
    void saysNothingBeforeEverybodyWasDecided() {
        here.hasRole("analyst", "{grants: [{app: {name: wiki}}]}");
        var user = ada(2, "", "Active");
        var fresh = new Toll(here.caches, rollouts);
        assertThat(fresh.isComplete()).isFalse();
        var bob = Translate.key(here.has("bob", "{userName: bob}"));
        fresh.starts(Stream.of(Translate.key(user), bob));
        assertThat(fresh.isComplete()).isFalse();

        fresh.forget(bob);
        assertThat(fresh.members(WIKI, wave(OWN))).isEmpty();
        fresh.note(Translate.key(user), Identity.ofName("people", "ada"), WIKI, Optional.empty(), false);

        assertThat(fresh.isComplete()).isTrue();
        assertThat(fresh.members(WIKI, wave(OWN))).contains(Map.of());
    }

    @Test
    void attestedEndsAreCountedBeforeEverybodyWasDecided() {
        var attested = new Wave.Key(new Origin.OfPerson(Matter.DEPARTURE), Limit.ATTESTED);
        here.hasRole("analyst", "{grants: [{app: {name: wiki}}]}");
        var other = here.has("bob", "{userName: bob}");
        var fresh = new Toll(here.caches, rollouts);
        fresh.starts(Stream.of(Translate.key(other)));

        assertThat(fresh.members(WIKI, attested)).contains(Map.of());
        assertThat(fresh.members(WIKI, wave(OWN))).isEmpty();
    }

    @Test
    void whoeverIsNotThereAnyMoreIsNeitherCountedNorWaitedFor() {
        var fresh = new Toll(here.caches, rollouts);
        fresh.starts(Stream.of(RETAINED));
        assertThat(fresh.isComplete()).as("nobody has told that it went").isTrue();

        fresh.note(
                RETAINED,
                new Identity("people", "1815"),
                WIKI,
                Optional.of(new Decision.Disabled(Why.UserDeleted)),
                false);
        assertThat(fresh.members(WIKI, wave(DELETION))).contains(Map.of());
    }

    @Test
    void countsAccountsThatSomebodyCanUse() {
        ada(1, "", "Active");
        assertThat(toll.usable(WIKI)).isEqualTo(1);
        ada(1, "", "Disabled");
        assertThat(toll.usable(WIKI)).isZero();
        ada(1, "", "Held");
        assertThat(toll.usable(WIKI)).isEqualTo(1);
    }

    @Test
    void anEndThatIsAttestedByNowIsNotCountedForAnEditAnyMore() {
        var first = Loss.ofAccount(ANALYST, false);
        var departed = Loss.ofAccount(new Origin.OfPerson(Matter.DEPARTURE), false);

        assertThat(departed.to(first)).isEqualTo(departed);
        assertThat(Loss.ofAccount(OWN, false).to(first)).isEqualTo(first);
        assertThat(Loss.ofEntitlements(OWN, 20).to(Loss.ofEntitlements(ANALYST, 1)))
                .isEqualTo(Loss.ofEntitlements(OWN, 20));
        assertThat(Loss.ofAccount(OWN, true).to(first)).isEqualTo(Loss.ofAccount(OWN, true));
        assertThat(Loss.ofAccount(DELETION, false).to(first)).isEqualTo(Loss.ofAccount(DELETION, false));
    }

    @Test
    void countsAnAccountWithoutAUserAndItsPurgeByItsDate() {
        var identity = new Identity("people", "1815");
        toll.note(RETAINED, identity, WIKI, Optional.of(new Decision.Disabled(Why.UserDeleted)), false);
        assertThat(toll.loss(WIKI, RETAINED)).contains(Loss.ofAccount(DELETION, false));

        toll.note(RETAINED, identity, WIKI, Optional.of(new Decision.Disabled(Why.UserDeleted)), true);
        assertThat(toll.loss(WIKI, RETAINED)).isEmpty();

        toll.note(RETAINED, identity, WIKI, Optional.of(new Decision.Absent(Why.UserDeleted)), true);
        assertThat(toll.loss(WIKI, RETAINED)).contains(Loss.ofAccount(new Origin.OfPerson(Matter.RETENTION), true));
    }
}
