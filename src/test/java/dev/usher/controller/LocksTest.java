package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocksTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String REASON = "reason: r, requestedBy: grace";
    private static final String BY_NAME = "{user: {name: ada}, " + REASON + "}";
    private static final String BY_KEY = "{externalId: \"1815\", " + REASON + "}";
    private static final String ADA = "{userName: ada, externalId: \"1815\"}";
    private static final String ADMIN = "{userName: adm-ada, person: {name: ada}}";

    private final Neighbourhood here = new Neighbourhood();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Locks locks = world.locks();

    @BeforeEach
    void theyAreWatched() {
        locks.use(here.locks);
    }

    private boolean isShut(ProvisionedUser user) {
        return world.person(user).orElseThrow().around().locks().stream().anyMatch(lock -> lock.holdsAt(NOW));
    }

    private AccessLock noted(AccessLock lock, String spec) {
        return here.hasLock(
                "people",
                lock.getMetadata().getName(),
                spec,
                "{externalId: \"" + locks.latestPin(lock).orElseThrow().externalId() + "\", realm: people}");
    }

    @Test
    void aNameMeansWhoeverHasItWhenTheLockIsFirstSeen() {
        var ada = here.has("ada", ADA);
        var bob = here.has("bob", "{userName: bob}");

        var lock = here.hasLock("case-7", BY_NAME);

        assertThat(isShut(ada)).isTrue();
        assertThat(isShut(bob)).isFalse();
        assertThat(locks.pin(lock)).contains(new Identity("people", "1815"));
        assertThat(locks.users(lock)).containsExactly(ada);
    }

    /** Whoever moves its end afterwards would lock somebody in another's name. */
    @Test
    void whatIsOverStaysOver() {
        var ada = here.has("ada", ADA);
        var spec = "{externalId: \"1815\", until: \"2026-12-01T00:00:00Z\", " + REASON + "}";

        here.hasLock("people", "case-7", spec, "{}");
        assertThat(isShut(ada)).isTrue();

        var over = here.hasLock(
                "people",
                "case-7",
                spec,
                "{conditions: [{type: Ready, status: \"True\", reason: Expired, message: m, lastTransitionTime: \"2026-09-01T00:00:00Z\"}]}");
        assertThat(isShut(ada)).isFalse();
        assertThat(LockConditions.of(over, new LockConditions.Found(true, false, List.of(), Map.of(), true), NOW))
                .anySatisfy(said -> assertThat(said.reason()).isEqualTo("Expired"));
    }

    private static String says(String reason) {
        return "{conditions: [{type: Ready, status: \"False\", reason: " + reason
                + ", message: m, lastTransitionTime: \"2026-09-15T11:30:00Z\"}]}";
    }

    private void graceLocks(int people) {
        for (var i = 0; i < people; i++) {
            here.hasLock("case-" + i, "{externalId: \"" + (9000 + i) + "\", " + REASON + "}");
        }
    }

    @Test
    void whoHasShutOutTwentyFivePeopleWaitsForASecondPerson() {
        var ada = here.has("ada", ADA);
        graceLocks(25);

        // What a resource says that nobody has looked at comes from its definition.
        var lock = here.hasLock("people", "more", BY_KEY, says("Pending"));
        assertThat(locks.isHeld(lock)).isTrue();
        assertThat(isShut(ada)).isFalse();

        here.hasLock("more", "{externalId: \"1815\", confirmedBy: barbara, " + REASON + "}");
        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void somebodyElseMayLockMeanwhile() {
        var ada = here.has("ada", ADA);
        graceLocks(25);

        here.hasLock("more", "{externalId: \"1815\", reason: r, requestedBy: barbara}");

        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void aLockThatWasInForceStaysSoWhateverElseIsLocked() {
        var ada = here.has("ada", ADA);
        graceLocks(25);

        var lock = here.hasLock("people", "more", BY_KEY, says("Locking"));

        assertThat(locks.isHeld(lock)).isFalse();
        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void aLockThatWaitsStillDoesAfterARestartAlthoughTheOthersAreGone() {
        var ada = here.has("ada", ADA);

        var lock = here.hasLock("people", "more", BY_KEY, says("LocksHeld"));

        assertThat(locks.isHeld(lock)).isTrue();
        assertThat(isShut(ada)).isFalse();
    }

    @Test
    void ofManyThatNobodyHasLookedAtTheFirstActAndNoMore() {
        graceLocks(40);

        assertThat(locks.all().filter(locks::stands)).hasSize(25);
    }

    @Test
    void aLockThatBeginsLaterIsKnownAndShutsNobodyOutBefore() {
        var ada = here.has("ada", ADA);
        var lock = here.hasLock("case-7", "{externalId: \"1815\", from: \"2026-09-15T13:00:00Z\", " + REASON + "}");

        var around = world.person(ada).orElseThrow().around();

        assertThat(around.locks()).singleElement().satisfies(known -> {
            assertThat(known.holdsAt(NOW)).isFalse();
            assertThat(known.holdsAt(Instant.parse("2026-09-15T13:00:00Z"))).isTrue();
        });
        assertThat(LockConditions.of(lock, new LockConditions.Found(true, false, List.of(), Map.of(), true), NOW))
                .singleElement()
                .satisfies(said -> assertThat(said.reason() + ": " + said.message())
                        .isEqualTo("Scheduled: It begins at 2026-09-15T13:00:00Z"));
    }

    @Test
    void whoeverHasTheNameLaterIsNotMeant() {
        here.has("ada", ADA);
        here.hasLock("case-7", BY_NAME);
        locks.pin(here.hasLock("case-7", BY_NAME));

        var other = here.has("ada", "{userName: ada, externalId: \"1999\"}");
        var renamed = here.has("ada.l", "{userName: ada.l, externalId: \"1815\"}");

        assertThat(isShut(other)).isFalse();
        assertThat(isShut(renamed)).isTrue();
    }

    @Test
    void whatIsNotedCountsAfterARestart() {
        here.has("ada", ADA);
        noted(here.hasLock("case-7", BY_NAME), BY_NAME);
        var restarted = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));
        restarted.locks().use(here.locks);

        var other = here.has("ada", "{userName: ada, externalId: \"1999\"}");
        var renamed = here.has("ada.l", "{userName: ada.l, externalId: \"1815\"}");

        assertThat(restarted.locks().on(other)).isEmpty();
        assertThat(restarted.locks().on(renamed)).hasSize(1);
    }

    @Test
    void aKeyThatSomebodyIsGivenLaterIsNotedInPlaceOfTheName() {
        here.has("ada", "{userName: ada}");
        var lock = noted(here.hasLock("case-7", BY_NAME), BY_NAME);
        assertThat(locks.pin(lock)).contains(new Identity("people", "people/ada"));

        var keyed = here.has("ada", ADA);

        assertThat(isShut(keyed)).isTrue();
        assertThat(locks.latestPin(lock)).contains(new Identity("people", "1815"));
    }

    @Test
    void aNameThatNobodyHasShutsNobodyOutUntilSomebodyDoes() {
        var lock = here.hasLock("case-7", BY_NAME);
        assertThat(locks.pin(lock)).isEmpty();

        assertThat(isShut(here.has("ada", ADA))).isTrue();
    }

    @Test
    void aKeyShutsOutWhoeverAppearsWithIt() {
        var lock = here.hasLock("case-7", BY_KEY);
        assertThat(locks.users(lock)).isEmpty();

        assertThat(isShut(here.has("ada", ADA))).isTrue();
    }

    @Test
    void aFurtherIdentityIsShutOutWithThePerson() {
        here.has("ada", ADA);
        var admin = here.has("adm-ada", ADMIN);

        var lock = here.hasLock("case-7", BY_KEY);

        assertThat(isShut(admin)).isTrue();
        assertThat(locks.users(lock))
                .extracting(user -> user.getMetadata().getName())
                .containsExactlyInAnyOrder("ada", "adm-ada");
    }

    @Test
    void thePersonIsShutOutWhicheverIdentityIsNamed() {
        var ada = here.has("ada", ADA);
        here.has("adm-ada", ADMIN);

        here.hasLock("case-7", "{user: {name: adm-ada}, " + REASON + "}");

        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void aFurtherIdentityStaysShutOutWhenThePersonIsGone() {
        var lock = here.hasLock("case-7", BY_KEY);
        var admin =
                here.has("people", "adm-ada", ADMIN, "{person: {name: ada, namespace: people, externalId: \"1815\"}}");

        assertThat(isShut(admin)).isTrue();
        assertThat(locks.users(lock)).containsExactly(admin);
    }

    private Key.OfRetained gone(String name, String more) {
        return gone("people", name, more);
    }

    private Key.OfRetained gone(String realm, String name, String more) {
        here.hasApp("wiki", "deprovisioning: {onDeparture: Keep}");
        here.hasRetained(
                "wiki-" + name,
                "{app: {name: wiki}, tenant: k2v9, id: a-" + name + ", realm: " + realm + ", user: " + name
                        + ", reason: UserDeleted, " + more + "}",
                "{state: Kept}");
        return new Key.OfRetained("people", "wiki-" + name);
    }

    private static String further(String realm, String name) {
        return "externalId: " + realm + "/" + name + ", person: {realm: people, externalId: \"1815\"}";
    }

    private boolean isShut(Key.OfRetained account) {
        return decided(account).filter(Decision::isLocked).isPresent();
    }

    @Test
    void theAccountThatAFurtherIdentityLeftIsShutWithThePerson() {
        here.has("ada", ADA);
        var account = gone("adm-ada", further("people", "adm-ada"));
        assertThat(isShut(account)).isFalse();

        var lock = here.hasLock("case-7", BY_KEY);

        assertThat(isShut(account)).isTrue();
        assertThat(locks.retained(lock)).extracting(Translate::key).containsExactly(account);
    }

    @Test
    void aNameMeansWhoeverHadItWhereNobodyHasIt() {
        var ada = gone("ada", "externalId: \"1815\"");
        var bob = gone("bob", "externalId: \"1912\"");
        var lock = here.hasLock("case-7", BY_NAME);
        assertThat(isShut(ada)).as("users may still be listed").isFalse();

        here.caches.filled();

        assertThat(isShut(ada)).isTrue();
        assertThat(isShut(bob)).isFalse();
        assertThat(locks.retained(lock)).extracting(Translate::key).containsExactly(ada);
        assertThat(locks.isOfAFormerHolder(lock)).isTrue();
        var noted = noted(lock, BY_NAME);
        assertThat(locks.isOfAFormerHolder(noted)).isFalse();
        var another = here.has("ada", "{userName: ada, externalId: \"1906\"}");
        assertThat(isShut(another)).as("they have the name since").isFalse();
        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void aNameThatSeveralHadMeansNobodyOfThem() {
        here.caches.filled();
        var ada = gone("ada", "externalId: \"1815\"");
        here.hasRetained(
                "chat-ada",
                "{app: {name: chat}, id: a, realm: people, user: ada, reason: UserDeleted, externalId: \"1906\"}",
                "{state: Kept}");

        assertThat(locks.pin(here.hasLock("case-7", BY_NAME))).isEmpty();
        assertThat(isShut(ada)).isFalse();
    }

    @Test
    void aNameMeansNobodyOfWhomNoAccountIsLeftNorWhoeverAnotherNamespaceSaysHadIt() {
        here.caches.filled();
        here.hasRetained(
                "chat-ada",
                "{app: {name: chat}, id: a, realm: people, user: ada, reason: UserDeleted, externalId: \"1906\"}",
                "{state: Deleted}");
        here.hasRetained(
                "evil",
                "chat-ada",
                "{app: {name: chat}, id: a, realm: people, user: ada, reason: UserDeleted, externalId: \"1\"}",
                "{state: Kept}");

        assertThat(locks.pin(here.hasLock("case-7", BY_NAME))).isEmpty();
    }

    @Test
    void aNameMeansWhoeverHasItBeforeThoseWhoHadIt() {
        here.caches.filled();
        var before = gone("ada", "externalId: \"1815\"");
        var ada = here.has("ada", "{userName: ada, externalId: \"1906\"}");

        here.hasLock("case-7", BY_NAME);

        assertThat(isShut(ada)).isTrue();
        assertThat(isShut(before)).isFalse();
    }

    @Test
    void theAccountThatAFurtherIdentityLeftIsShutWhicheverIdentityIsNamedAndWhoeverIsGone() {
        var operations = here.has(
                "people",
                "ops-ada",
                "{userName: ops-ada, person: {name: ada}}",
                "{person: {name: ada, namespace: people, externalId: \"1815\"}}");
        var own = gone("ada", "externalId: \"1815\"");
        var further = gone("adm-ada", further("people", "adm-ada"));
        var other = gone("bob", "externalId: \"1912\"");

        var lock = here.hasLock("case-7", "{user: {name: ops-ada}, " + REASON + "}");

        assertThat(isShut(own)).isTrue();
        assertThat(isShut(further)).isTrue();
        assertThat(isShut(other)).isFalse();
        assertThat(locks.retained(lock)).extracting(Translate::key).containsExactlyInAnyOrder(own, further);
        assertThat(locks.users(lock)).containsExactly(operations);
    }

    private void share(String... namespaces) {
        for (var namespace : namespaces) {
            here.sharesPeople(namespace, "people", "subsidiary");
        }
    }

    @Test
    void aLockGoesAlongWithWhomItMeansToANamespaceThatSharesThesePeople() {
        var moved = here.has("subsidiary", "ada", "{userName: ada, externalId: \"1815\"}");
        var other = here.has("subsidiary", "bob", "{userName: bob, externalId: \"1912\"}");
        var lock = here.hasLock("case-7", BY_KEY);
        share("people");
        assertThat(isShut(moved)).isFalse();
        assertThat(locks.users(lock)).isEmpty();

        share("subsidiary");

        assertThat(isShut(moved)).isTrue();
        assertThat(isShut(other)).isFalse();
        assertThat(locks.users(lock)).containsExactly(moved);
    }

    @Test
    void aLockMeansTheFurtherIdentitiesOfWhoeverMoved() {
        share("people", "subsidiary");
        var moved = here.has("subsidiary", "ada", "{userName: ada, externalId: \"1815\"}");
        var admin = here.has("subsidiary", "adm-ada", ADMIN);

        var lock = here.hasLock("case-7", BY_KEY);

        assertThat(isShut(admin)).isTrue();
        assertThat(locks.users(lock)).containsExactlyInAnyOrder(moved, admin);
    }

    @Test
    void aLockByTheKeyOfAFurtherIdentityThatStayedBehindMeansWhoeverMoved() {
        share("people", "subsidiary");
        var moved = here.has("subsidiary", "ada", "{userName: ada, externalId: \"1815\"}");
        gone("adm-ada", further("people", "adm-ada"));

        var lock = here.hasLock("case-7", "{externalId: people/adm-ada, " + REASON + "}");

        assertThat(isShut(moved)).isTrue();
        assertThat(locks.users(lock)).containsExactly(moved);
    }

    @Test
    void aLockOfTheNewNamespaceShutsWhatWasLeftInTheOldOne() {
        var account = gone("ada", "externalId: \"1815\"");
        var lock = here.hasLock("subsidiary", "case-7", BY_KEY, "{}");
        assertThat(isShut(account)).isFalse();

        share("people", "subsidiary");

        assertThat(isShut(account)).isTrue();
        assertThat(locks.retained(lock)).extracting(Translate::key).containsExactly(account);
    }

    @Test
    void aLockOnAFurtherIdentityHoldsForThePersonAlsoOnceItsUserIsGone() {
        var ada = here.has("ada", ADA);
        var further = gone("adm-ada", further("people", "adm-ada"));
        var another = gone("ops-ada", further("people", "ops-ada"));

        var lock = here.hasLock("case-7", "{externalId: people/adm-ada, " + REASON + "}");

        assertThat(isShut(ada)).isTrue();
        assertThat(locks.users(lock)).containsExactly(ada);
        assertThat(locks.retained(lock)).extracting(Translate::key).containsExactlyInAnyOrder(further, another);
    }

    @Test
    void aLockOfOneNamespaceDoesNotReachByWayOfAnAccountWithoutAUserIntoAnother() {
        var ada = here.has("ada", ADA);
        var elsewhere = gone("subsidiary", "adm-ada", further("subsidiary", "adm-ada"));

        here.hasLock("subsidiary", "case-8", "{externalId: subsidiary/adm-ada, " + REASON + "}", "{}");
        assertThat(isShut(elsewhere)).isTrue();
        assertThat(isShut(ada)).isFalse();

        here.hasLock("case-7", BY_KEY);
        assertThat(isShut(ada)).isTrue();
    }

    /** What was ordered against somebody may be for the sake of evidence. */
    @Test
    void theAccountThatAFurtherIdentityLeftIsNotDeletedAsLongAsThePersonIsShutOut() {
        var account = gone("adm-ada", further("people", "adm-ada"));
        here.hasApp("wiki", "deprovisioning: {onDeparture: Delete}");
        assertThat(purgeAt(account)).isPresent();

        here.hasLock("case-7", BY_KEY);

        assertThat(purgeAt(account)).isEmpty();
    }

    private Optional<Instant> purgeAt(Key.OfRetained account) {
        return world.facts(account) instanceof Facts.OfRetained facts
                ? facts.retention().purgeAt(NOW)
                : Optional.empty();
    }

    @Test
    void whoMayLockInOneNamespaceDoesNotShutOutThoseOfAnother() {
        here.hasPolicy("people", "{allowedNamespaces: {from: All}}");
        var ada = here.has("ada", ADA);
        var admin = here.has("subsidiary", "adm-ada", "{userName: adm-ada, person: {name: ada, namespace: people}}");
        var same = here.has("subsidiary", "eve", "{userName: eve, externalId: \"1815\"}");

        here.hasLock("subsidiary", "case-8", "{user: {name: adm-ada}, " + REASON + "}", "{}");
        assertThat(isShut(ada)).isFalse();
        assertThat(isShut(admin)).isTrue();

        here.hasLock("case-7", BY_KEY);
        assertThat(isShut(ada)).isTrue();
        assertThat(isShut(same)).isFalse();
    }

    @Test
    void aLockThatIsReleasedOrOverShutsNobodyOut() {
        var ada = here.has("ada", ADA);
        here.hasLock("case-7", "{externalId: \"1815\", released: {reason: done}, " + REASON + "}");
        here.hasLock("case-8", "{externalId: \"1815\", until: \"2026-09-15T12:00:00Z\", " + REASON + "}");

        assertThat(isShut(ada)).isFalse();
    }

    @Test
    void aLockThatIsBeingDeletedHoldsUntilItIsKnownThatSomebodyMeantIt() {
        var ada = here.has("ada", ADA);
        var lock = here.hasLock("case-7", BY_KEY);
        lock.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
        assertThat(isShut(ada)).isTrue();

        locks.release(lock);

        assertThat(isShut(ada)).isFalse();
    }

    @Test
    void aLockThatIsTornDownGivesNothingBack() {
        var ada = here.has("ada", ADA);
        var lock = here.hasLock("case-7", BY_NAME);

        locks.keep(lock);
        here.locks.remove(lock);
        locks.gone(lock);

        assertThat(isShut(ada)).isTrue();
    }

    @Test
    void aLockThatIsGoneByForceShutsNobodyOut() {
        var ada = here.has("ada", ADA);
        var lock = here.hasLock("case-7", BY_NAME);

        here.locks.remove(lock);
        locks.gone(lock);

        assertThat(isShut(ada)).isFalse();
    }

    @Test
    void anAccountWithoutAUserIsShutEvenWhereItsAppKeepsItAndIsNotDeleted() {
        here.hasApp("wiki", "deprovisioning: {onDeparture: Keep}");
        here.hasRetained(
                "wiki-1",
                "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1815\", realm: people, user: ada, reason: UserDeleted}",
                "{state: Kept}");
        var key = new Key.OfRetained("people", "wiki-1");
        assertThat(decided(key)).contains(new Decision.Hold(Why.KeptByPolicy));

        here.hasLock("case-7", BY_KEY);

        assertThat(decided(key))
                .hasValueSatisfying(locked -> assertThat(locked.isLocked()).isTrue());
    }

    /** Which a lock shuts all the same: somebody wants to keep it, and not to leave a door open. */
    @Test
    void anAccountThatWasLeftBehindStaysAsItIsUnlessItIsShut() {
        here.hasApp("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        here.hasRetained(
                "wiki-1",
                "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1815\", realm: people, user: ada, reason: UserDeleted, deletionPolicy: Orphan}",
                "{state: Kept}");
        var key = new Key.OfRetained("people", "wiki-1");
        assertThat(decided(key)).contains(new Decision.Hold(Why.KeptByPolicy));
        assertThat(purgeAt(key)).isEmpty();

        here.hasLock("case-7", BY_KEY);

        assertThat(decided(key))
                .hasValueSatisfying(locked -> assertThat(locked.isLocked()).isTrue());
    }

    private Optional<Decision> decided(Key key) {
        return world.facts(key) instanceof Facts.OfRetained facts
                ? facts.decide(WIKI, Optional.empty(), NOW)
                : Optional.empty();
    }

    @Test
    void aDecisionByALockRestsOnNothingElse() {
        var ada = here.has("ada", ADA);
        here.hasLock("case-7", BY_KEY);

        var basis = world.person(ada).orElseThrow().basis().ofLocks(Set.of("case-7"));

        assertThat(basis).hasSize(1);
        assertThat(basis.getFirst().objects())
                .extracting(object -> object.kind() + " " + object.name())
                .containsExactly("AccessLock case-7");
        assertThat(basis.getFirst().absent()).isEmpty();
        assertThat(basis.getFirst().namespaces()).containsExactly("people");
    }
}
