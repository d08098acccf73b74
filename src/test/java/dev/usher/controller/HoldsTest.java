package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Hold;
import dev.usher.sync.Facts;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String MATTER = "matter: matter 7, requestedBy: grace";
    private static final String ADA = "{userName: ada, externalId: \"1815\"}";

    private final Neighbourhood here = new Neighbourhood();
    private final FakeCache<LegalHold> cache = new FakeCache<>();
    private final CachedWorld world = Wiring.world(here.caches, here.accesses(), Clock.fixed(NOW, ZoneOffset.UTC));
    private final Holds holds = world.holds();

    @BeforeEach
    void theyAreWatched() {
        holds.use(cache);
    }

    private LegalHold hold(String namespace, String spec, String status) {
        var hold = Serialization.unmarshal(
                "metadata: {name: matter-7, namespace: " + namespace + ", uid: uid-7, generation: 1}\nspec: " + spec
                        + "\nstatus: " + status,
                LegalHold.class);
        cache.put(hold);
        return hold;
    }

    private LegalHold hold(String spec) {
        return hold("people", "{" + spec + ", " + MATTER + "}", "{}");
    }

    private boolean isKept(ProvisionedUser user) {
        return world.person(user).orElseThrow().around().holds().stream().anyMatch(hold -> hold.holdsAt(NOW));
    }

    private RetainedAccount left(String name, String more) {
        here.hasRetained(
                name,
                "{app: {name: wiki}, realm: people, userName: " + name + ", id: a-1, policy: Delete" + more + "}",
                "{}");
        return here.caches.retained("people", name).orElseThrow();
    }

    @Test
    void aHoldKeepsWhoeverItNamesAndNobodyElse() {
        var ada = here.has("ada", ADA);
        var bob = here.has("bob", "{userName: bob}");

        var hold = hold("users: [{name: ada}]");

        assertThat(isKept(ada)).isTrue();
        assertThat(isKept(bob)).isFalse();
        assertThat(holds.users(hold)).containsExactly(ada);
    }

    /** Who was there may be elsewhere by now. */
    @Test
    void aHoldOfEverybodyKeepsWhoeverIsOfANamespaceThatSharesThesePeople() {
        var ada = here.has("ada", ADA);
        var bob = here.has("subsidiary", "bob", "{userName: bob, externalId: \"1912\"}");
        here.sharesPeople("people", "subsidiary");
        here.sharesPeople("subsidiary", "people");

        var hold = hold("users: []");

        assertThat(isKept(bob)).isTrue();
        assertThat(holds.users(hold)).containsExactlyInAnyOrder(ada, bob);
    }

    @Test
    void aKeyMeansWhoeverHasItAndTheirFurtherIdentities() {
        var ada = here.has("ada", ADA);
        var admin = here.has("adm-ada", "{userName: adm-ada, person: {name: ada}}");

        hold("externalIds: [\"1815\"]");

        assertThat(isKept(ada)).isTrue();
        assertThat(isKept(admin)).isTrue();
    }

    @Test
    void aNameMeansWhoeverHadItFirstOnceThatWasNotedAndWhoeverHasItNow() {
        var second = here.has("ada", "{userName: ada, externalId: \"2000\"}");
        var first = here.has("countess", ADA);

        hold("people", "{users: [{name: ada}], " + MATTER + "}", "{pinned: [{user: ada, externalId: \"1815\"}]}");

        assertThat(isKept(first)).isTrue();
        assertThat(isKept(second)).isTrue();
    }

    /** Somebody of the same name came after them. */
    @Test
    void whatWasLeftByWhoeverHadANameStaysKeptOnceTheNameMeansSomebodyElse() {
        var left = left("wiki-ada", ", externalId: \"1815\", user: ada");
        here.has("ada", "{userName: ada, externalId: \"2000\"}");

        hold("people", "{users: [{name: ada}], " + MATTER + "}", "{pinned: [{user: ada, externalId: \"2000\"}]}");

        assertThat(holds.on(left)).isNotEmpty();
    }

    @Test
    void theTimeOfAPurgeThatAnybodyMayReadTellsOfNoHoldBeforeItKeepsSomething() {
        here.hasApp("wiki", "deprovisioning: {onDeparture: Delete}");
        var left = left("wiki-ada", ", externalId: \"1815\"");
        var due = facts(left).retention().purgeAt(NOW).orElseThrow();

        hold("externalIds: [\"1815\"], until: \"2999-12-24T18:00:00Z\"");

        assertThat(facts(left).retention().purgeAt(NOW)).hasValue(Instant.parse("2999-12-24T18:00:00Z"));
        assertThat(facts(left).retention().shownPurgeAt(due.minusSeconds(1))).hasValue(due);
        assertThat(facts(left).retention().shownPurgeAt(due)).hasValue(Instant.parse("2999-12-24T18:00:00Z"));
    }

    private Facts.OfRetained facts(RetainedAccount account) {
        return (Facts.OfRetained) world.facts(Translate.key(account));
    }

    @Test
    void aHoldOfAnotherNamespaceMeansNobodyHere() {
        var ada = here.has("ada", ADA);

        hold("elsewhere", "{externalIds: [\"1815\"], " + MATTER + "}", "{}");

        assertThat(isKept(ada)).isFalse();
    }

    @Test
    void aHoldThatWasReleasedOrIsOverKeepsNobody() {
        var ada = here.has("ada", ADA);

        hold("users: [{name: ada}], released: {reason: closed}");
        assertThat(isKept(ada)).isFalse();

        hold("users: [{name: ada}], until: \"2026-09-15T12:00:00Z\"");
        assertThat(isKept(ada)).isFalse();

        hold("users: [{name: ada}], until: \"2026-09-15T12:00:01Z\"");
        assertThat(isKept(ada)).isTrue();
    }

    /** Unknown is not no. */
    @Test
    void aHoldThatCannotBeReadKeepsEverybodyOfItsNamespace() {
        var ada = here.has("ada", ADA);
        var other = here.has("elsewhere", "zoe", "{userName: zoe}");

        var hold = hold("people", "null", "{}");

        assertThat(isKept(ada)).isTrue();
        assertThat(holds.on(other)).isEmpty();
        assertThat(holds.users(hold)).containsExactly(ada);
    }

    @Test
    void anAccountThatIsLeftIsKeptByTheKeyAndByTheNameOfWhoeverHadIt() {
        var byKey = left("wiki-ada", ", externalId: \"1815\"");
        var byName = left("wiki-bob", ", externalId: \"1900\", user: bob");

        var hold = hold("externalIds: [\"1815\"], users: [{name: bob}], apps: [{name: wiki}]");

        assertThat(holds.on(byKey))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.covers(new AppId("people", "wiki"))).isTrue());
        assertThat(holds.on(byName)).extracting(Hold::name).containsExactly("matter-7");
        assertThat(holds.retained(hold)).containsExactlyInAnyOrder(byKey, byName);
        assertThat(holds.on(left("wiki-cyd", ", externalId: \"1950\", user: cyd")))
                .isEqualTo(List.of());
    }
}
