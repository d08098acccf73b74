package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.quality.Problem;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HoldersTest {
    private static final Tenant TENANT = new Tenant("k2v9");
    private static final String ACCOUNT =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: a1, tenant: k2v9}]}";
    private static final Digests DIGESTS = new Digests("16 bytes of salt".getBytes(StandardCharsets.US_ASCII));
    private static final String OLD = "2025-01-01T00:00:00Z";

    private final Neighbourhood here = new Neighbourhood();

    @Nested
    class AKey {
        @Test
        void isKeptByWhoHoldsIt() {
            var older = here.since(OLD, here.has("ada", "{userName: ada, externalId: \"1\"}"));
            var holder = here.has("people", "eve", "{userName: eve, externalId: \"1\"}", "{externalId: \"1\"}");

            assertThat(taken(older)).containsExactly(duplicateKey("ProvisionedUser eve"));
            assertThat(taken(holder)).isEmpty();
            assertThat(new Holders(here.caches).holdsKey(older)).isFalse();
            assertThat(new Holders(here.caches).holdsKey(holder)).isTrue();
        }

        @Test
        void isKeptByTheOlderWhereNobodyHoldsIt() {
            var older = here.since(OLD, here.has("eve", "{userName: eve, externalId: \"1\"}"));
            var younger = here.has("ada", "{userName: ada, externalId: \"1\"}");

            assertThat(taken(older)).isEmpty();
            assertThat(taken(younger)).containsExactly(duplicateKey("ProvisionedUser eve"));
        }

        @Test
        void isKeptByTheOneWhoseUidIsFirstWhereBothAreOfOneAge() {
            var first = here.has("ada", "{userName: ada, externalId: \"1\"}");
            var second = here.has("eve", "{userName: eve, externalId: \"1\"}");

            assertThat(taken(first)).isEmpty();
            assertThat(taken(second)).containsExactly(duplicateKey("ProvisionedUser ada"));
        }

        @Test
        void isFreeOnceItsHolderIsBeingDeleted() {
            here.since(OLD, here.has("eve", "{userName: eve, externalId: \"1\"}"))
                    .getMetadata()
                    .setDeletionTimestamp("2026-09-15T12:00:00Z");

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1\"}")))
                    .isEmpty();
        }

        /** The accounts were made under it, and are found by it as long as there are any. */
        @Test
        void isOfItsHolderUntilTheEndAlthoughSomebodyOlderHoldsItByThen() {
            var ada = here.has("people", "ada", "{userName: ada, externalId: \"1\"}", "{externalId: \"1\"}");
            ada.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
            var eve = here.has("people", "eve", "{userName: eve, externalId: \"1\"}", "{externalId: \"1\"}");
            here.since(OLD, eve);

            assertThat(new Holders(here.caches).holdsKey(ada)).isTrue();
            assertThat(new Holders(here.caches).holdsKey(eve)).isTrue();
        }

        @Test
        void meansSomebodyElseInAnotherNamespace() {
            here.since(OLD, here.has("subsidiary", "eve", "{userName: eve, externalId: \"1\"}"));

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1\"}")))
                    .isEmpty();
        }
    }

    @Nested
    class AKeyOfASharedRealm {
        private ProvisionedUser here(String namespace, String status) {
            return HoldersTest.this.here.has(namespace, "ada", "{userName: ada, externalId: \"1\"}", status);
        }

        private void join(String... namespaces) {
            for (var namespace : namespaces) {
                here.sharesPeople(namespace, "people", "board");
            }
        }

        @Test
        void isKeptByWhoHoldsItInTheOtherNamespace() {
            var holder = here("board", "{externalId: \"1\"}");
            var mover = here("people", "{}");
            join("people");
            assertThat(taken(mover)).isEmpty();

            join("board");

            assertThat(taken(mover)).containsExactly(duplicateKey("ProvisionedUser board/ada"));
            assertThat(taken(holder)).isEmpty();
            assertThat(new Holders(here.caches).identity(mover)).isEqualTo(new Identity("people", "people/ada"));
        }

        @Test
        void bringsTheNameAlongThatIsReservedForWhoeverHadIt() {
            var kept = AName.retained("1").replace("realm: people", "realm: board");
            HoldersTest.this.here.hasRetained("wiki-1", kept, "{state: Deleted}");
            var mover = here("people", "{}");
            assertThat(taken(mover)).containsExactly(new Problem(Problem.Kind.UserNameReserved, "wiki-1"));

            join("people", "board");

            assertThat(taken(mover)).isEmpty();
        }

        /** What becomes of their accounts may not be written down yet. */
        @Test
        void isKeptByWhoIsBeingDeletedThereAndInheritedFromThemAllTheSame() {
            var holder = here("board", "{externalId: \"1\"}");
            holder.getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");
            var mover = here("people", "{}");
            join("people", "board");

            assertThat(taken(mover)).containsExactly(duplicateKey("ProvisionedUser board/ada"));
            assertThat(new Holders(here.caches).inheritsKey(mover)).isTrue();
        }
    }

    @Nested
    class AKeyThatIsSomebodysName {
        @Test
        void isReservedWhetherOrNotSomebodyHasTheName() {
            var mallory = here.has("mallory", "{userName: mallory, externalId: people/ada}");
            assertThat(taken(mallory)).containsExactly(new Problem(Problem.Kind.ExternalIdReserved, "spec.externalId"));
            assertThat(Translate.identity(mallory)).isEqualTo(new Identity("people", "people/mallory"));

            var ada = here.has("ada", "{userName: ada}");
            assertThat(taken(mallory)).hasSize(1);
            assertThat(taken(ada)).isEmpty();
            assertThat(new Holders(here.caches).holdsKey(ada)).isTrue();
        }

        @Test
        void isHarmlessWhereTheNameIsTheOwnOne() {
            var ada = here.has("ada", "{userName: ada, externalId: people/ada}");

            assertThat(taken(ada)).isEmpty();
            assertThat(Translate.identity(ada)).isEqualTo(new Identity("people", "people/ada"));
        }

        @Test
        void isAKeyLikeAnyOtherInAnotherNamespace() {
            var ada = here.has("ada", "{userName: ada, externalId: board/ada}");

            assertThat(taken(ada)).isEmpty();
            assertThat(Translate.identity(ada)).isEqualTo(new Identity("people", "board/ada"));
        }

        @Test
        void isNeverRecordedAsHeld() {
            var mallory = here.has(
                    "people", "mallory", "{userName: mallory, externalId: people/ada}", "{externalId: people/ada}");

            assertThat(Holders.key(mallory, resolution(LifecycleState.Departed)))
                    .isEmpty();
        }
    }

    @Nested
    class AName {
        @Test
        void isTakenHoweverItIsWritten() {
            here.since(OLD, here.has("eve", "{userName: Ada.Lovelace}"));

            assertThat(taken(here.has("ada", "{userName: ADA.lovelace}")))
                    .containsExactly(duplicateName("ProvisionedUser eve"));
        }

        @Test
        void isFreeWhereSomebodyElseHasAnother() {
            here.since(OLD, here.has("eve", "{userName: eve}"));

            assertThat(taken(here.has("ada", "{userName: ada}"))).isEmpty();
        }

        @Test
        void isKeptByWhoDepartedUntilTheyGiveItBack() {
            var departed = "{departedTime: \"2026-09-01T00:00:00Z\", userName: ada}";
            here.since(OLD, here.has("people", "eve", "{userName: ada}", departed));
            var ada = here.has("ada", "{userName: ada}");
            assertThat(taken(ada)).containsExactly(duplicateName("ProvisionedUser eve"));

            here.since(OLD, here.has("people", "eve", "{userName: ada}", departed.replace(", userName: ada", "")));
            assertThat(taken(ada)).isEmpty();
        }

        @Test
        void isNotTakenAwayBySomebodyOlderWhoIsRenamed() {
            var older = here.since(OLD, here.has("people", "eve", "{userName: ada}", "{userName: eve}"));
            var ada = here.has("people", "ada", "{userName: ada}", "{userName: ada}");

            assertThat(taken(older)).containsExactly(duplicateName("ProvisionedUser ada"));
            assertThat(taken(ada)).isEmpty();
        }

        @Test
        void isHeldUntilTheNextOneIsFree() {
            here.since(OLD, here.has("people", "ada", "{userName: ada}", "{userName: ada}"));
            here.has("people", "eve", "{userName: ada}", "{userName: eve}");

            assertThat(taken(here.has("newcomer", "{userName: eve}")))
                    .containsExactly(duplicateName("ProvisionedUser eve"));
        }

        @Test
        void andAKeyAreRecordedAsHeldOnlyByWhoHasThem() {
            var user = Neighbourhood.user(
                    "people", "eve", "{userName: ada, externalId: \"1\"}", "{userName: eve, externalId: \"0\"}");

            assertThat(Holders.login(user, resolution(LifecycleState.Active))).contains("ada");
            assertThat(Holders.key(user, resolution(LifecycleState.Active))).contains("1");
            var taken = resolution(LifecycleState.Active, duplicateName("x"), duplicateKey("x"));
            assertThat(Holders.login(user, taken)).contains("eve");
            assertThat(Holders.key(user, taken)).contains("0");
        }

        /** Of them it is not said that what they want is taken. */
        @Test
        void andAKeyAreNotGainedByWhoDeparts() {
            var user = Neighbourhood.user(
                    "people", "eve", "{userName: ada, externalId: \"1\"}", "{userName: eve, externalId: \"0\"}");
            var bearing = new Resolution(
                    LifecycleState.Departed,
                    false,
                    false,
                    Map.of(),
                    Memory.NONE.with(
                            new AppId("people", "wiki"),
                            new KnownAccount(
                                    Optional.of(new RemoteId("7")),
                                    Optional.empty(),
                                    AccountState.Disabled,
                                    Optional.empty(),
                                    Instant.EPOCH)),
                    List.of(),
                    List.of());

            assertThat(Holders.login(user, bearing)).contains("eve");
            assertThat(Holders.key(user, bearing)).contains("0");
            assertThat(Holders.key(user, resolution(LifecycleState.Purged))).contains("0");
        }

        @Test
        void isGivenBackOnceSomebodyWhoDepartedHasNoAccountThatBearsIt() {
            var user = Neighbourhood.user("people", "eve", "{userName: eve}", "{}");

            assertThat(Holders.login(user, resolution(LifecycleState.Departed))).isEmpty();
            assertThat(Holders.login(user, resolution(LifecycleState.Purged))).isEmpty();
            assertThat(Holders.login(user, resolution(LifecycleState.OnLeave))).contains("eve");
        }

        /** It would tell who is there; and who can take a login there could keep people here from everything. */
        @Test
        void isLeftToTheAppWhereSomebodyOfAnotherNamespaceHasIt() {
            here.since(OLD, here.has("subsidiary", "eve", "{userName: ada}", ACCOUNT));
            here.hasApp("board", "wiki", "k2v9");
            here.hasRetained("board", "wiki-1", retained("1815"), "{}");

            assertThat(taken(here.has("ada", "{userName: ada}"))).isEmpty();
        }

        @Test
        void isTakenByARetainedAccountOfSomebodyElse() {
            here.hasRetained("wiki-1", retained("1815"), "{}");

            assertThat(taken(here.has("ada", "{userName: ADA}")))
                    .containsExactly(duplicateName("RetainedAccount wiki-1"));
        }

        @Test
        void isNotTakenByARetainedAccountOfTheSamePerson() {
            here.hasRetained("wiki-1", retained("1815"), "{}");

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .isEmpty();
        }

        @Test
        void isReservedByADeletedAccountForWhoeverHadIt() {
            here.hasRetained("wiki-1", retained("1815"), "{state: Deleted}");

            assertThat(taken(here.has("eve", "{userName: ADA, externalId: \"2\"}")))
                    .containsExactly(new Problem(Problem.Kind.UserNameReserved, "wiki-1"));
            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .extracting(Problem::kind)
                    .doesNotContain(Problem.Kind.UserNameReserved);
        }

        @Test
        void isReservedByATombstoneThatTellsWhoseItWasByDigestsAlone() {
            here.caches.useDigests(DIGESTS);
            isLeft(tombstone("people", "1815"));

            assertThat(taken(here.has("eve", "{userName: Ada, externalId: \"2\"}")))
                    .containsExactly(new Problem(Problem.Kind.UserNameReserved, nameOf(tombstone("people", "1815"))));
            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .isEmpty();
            assertThat(here.caches.retained())
                    .as("nobody is anybody's by a digest")
                    .isEmpty();
        }

        @Test
        void isOfWhomItIsReservedForAlthoughSomebodyOlderAsksForIt() {
            here.hasRetained("wiki-1", retained("1815"), "{state: Deleted}");
            here.since(OLD, here.has("eve", "{userName: ada, externalId: \"2\"}"));

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .isEmpty();
        }

        @Test
        void isReservedForWhoeverHadNoKeyOfTheirOwnAndHasOneNow() {
            here.caches.useDigests(DIGESTS);
            isLeft(tombstone("people", "people/ada"));

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .isEmpty();
        }

        /** Else a rename would be the way around it; whoever had the name before it was reserved goes on. */
        @Test
        void isReservedAlsoForWhoeverHasAnAccountThereUnlessTheyHoldIt() {
            here.hasRetained("wiki-1", retained("1815"), "{state: Deleted}");
            var renamed = here.has("people", "eve", "{userName: ada}", ACCOUNT.replace("{acc", "{userName: eve, acc"));
            assertThat(taken(renamed)).containsExactly(new Problem(Problem.Kind.UserNameReserved, "wiki-1"));

            var holder = here.has("people", "eve", "{userName: ada}", ACCOUNT.replace("{acc", "{userName: ada, acc"));
            assertThat(taken(holder)).isEmpty();
        }

        @Test
        void isFreeInAppsOfOtherTenants() {
            here.hasRetained("wiki-1", retained("1815").replace("k2v9", "other"), "{state: Deleted}");

            assertThat(taken(here.has("eve", "{userName: ada}"))).isEmpty();
        }

        @Test
        void isGivenBackOnceAndThenByNobodyAnyMore() {
            var holder = Neighbourhood.user("people", "eve", "{userName: eve}", "{userName: eve}");
            var gaveBack = Neighbourhood.user("people", "eve", "{userName: eve}", "{}");

            assertThat(Holders.givesBack(holder, resolution(LifecycleState.Purged)))
                    .isTrue();
            assertThat(Holders.givesBack(holder, resolution(LifecycleState.OnLeave)))
                    .isFalse();
            assertThat(Holders.givesBack(gaveBack, resolution(LifecycleState.Purged)))
                    .isFalse();
        }

        @Test
        void isNotGivenBackBeforeItIsReserved() {
            var holder = Neighbourhood.user("people", "eve", "{userName: eve}", "{userName: eve}");
            var purged = resolution(LifecycleState.Purged);

            assertThat(Holders.login(holder, purged)).isEmpty();
            assertThat(Holders.login(holder, purged.saying(new Problem(Problem.Kind.NameNotReserved, "eve"))))
                    .contains("eve");
        }

        private static RetainedAccountSpec tombstone(String realm, String externalId) {
            return RetainedAccountSpec.forgotten(
                    new Reference("wiki", null),
                    "k2v9",
                    realm,
                    Tombstones.key(DIGESTS, new Identity(realm, externalId)),
                    Tombstones.name(DIGESTS, new Tenant("k2v9"), "ada"),
                    "2026-09-15T12:00:00Z");
        }

        private static String nameOf(RetainedAccountSpec tombstone) {
            return Tombstones.resourceName(DIGESTS, new AppId("people", "wiki"), tombstone);
        }

        private void isLeft(RetainedAccountSpec tombstone) {
            here.hasRetained(nameOf(tombstone), Serialization.asJson(tombstone), "{}");
        }

        @Test
        void isNotReservedByACopyOfATombstoneUnderAnotherName() {
            here.caches.useDigests(DIGESTS);
            here.hasRetained("wiki-2", Serialization.asJson(tombstone("people", "1815")), "{}");

            assertThat(taken(here.has("eve", "{userName: ada}"))).isEmpty();
        }

        @Test
        void isReservedFromWhenATombstoneIsWrittenThoughNoInformerHasSeenItYet() {
            here.caches.useDigests(DIGESTS);
            var written = new RetainedAccount();
            written.setSpec(tombstone("people", "1815"));
            written.setMetadata(new ObjectMetaBuilder()
                    .withNamespace("people")
                    .withName(nameOf(written.getSpec()))
                    .build());
            here.caches.expects(written);

            assertThat(taken(here.has("eve", "{userName: ada}")))
                    .extracting(Problem::kind)
                    .containsExactly(Problem.Kind.UserNameReserved);
        }

        @Test
        void isNotReservedByAnAccountThatWasMadeAheadAndNeverUsed() {
            here.hasRetained(
                    "wiki-1", retained("1815").replace("tenant:", "prepared: true, tenant:"), "{state: Deleted}");

            assertThat(taken(here.has("eve", "{userName: ada}"))).isEmpty();
        }

        @Test
        void isGivenBackByARename() {
            var renamed = Neighbourhood.user("people", "eve", "{userName: countess}", "{userName: eve}");

            assertThat(Holders.givesBack(renamed, resolution(LifecycleState.Active)))
                    .isTrue();
        }

        @Test
        void isNotTakenByARetainedAccountFromBeforeTheKeyWasSet() {
            here.hasRetained("wiki-1", retained("people/ada"), "{}");

            assertThat(taken(here.has("ada", "{userName: ada, externalId: \"1815\"}")))
                    .isEmpty();
        }

        @Test
        void isNotTakenByARecordThatDoesNotStandBesideItsApp() {
            here.hasApp("people", "wiki", "k2v9");
            here.hasRetained(
                    "board", "wiki-1", retained("1815").replace("name: wiki", "name: wiki, namespace: people"), "{}");

            assertThat(taken(here.has("ada", "{userName: ada}"))).isEmpty();
        }

        private static String retained(String externalId) {
            return "{app: {name: wiki}, tenant: k2v9, id: a9, externalId: \"" + externalId
                    + "\", realm: people, userName: Ada, reason: UserDeleted}";
        }
    }

    private static Resolution resolution(LifecycleState state, Problem... problems) {
        return new Resolution(state, false, false, Map.of(), Memory.NONE, List.of(), List.of(problems));
    }

    private List<Problem> taken(ProvisionedUser user) {
        return new Holders(here.caches).taken(user, Set.of(TENANT));
    }

    private static Problem duplicateKey(String holder) {
        return new Problem(Problem.Kind.DuplicateExternalId, holder);
    }

    private static Problem duplicateName(String holder) {
        return new Problem(Problem.Kind.DuplicateUserName, holder);
    }
}
