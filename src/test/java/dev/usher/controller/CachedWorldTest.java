package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Basis;
import dev.usher.sync.Facts;
import dev.usher.sync.Key;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachedWorldTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-15T12:00:00Z"), ZoneOffset.UTC);
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final String OWN =
            "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: b1, tenant: k2v9}]}";
    private static final String NO_ACCOUNT = "{}";

    private static final TargetAppStatus FOUND = Serialization.unmarshal("tenant: k2v9", TargetAppStatus.class);

    private final Neighbourhood here = new Neighbourhood();
    private CachedWorld world = Wiring.world(here.caches, here.accesses(), CLOCK);

    /** An account a1 in the wiki whose user, ada, is gone. */
    private RetainedAccount retained(String externalId) {
        here.hasRetained("wiki-1", record(externalId), "{}");
        return here.caches.retained("people", "wiki-1").orElseThrow();
    }

    private static String record(String externalId) {
        return "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"" + externalId
                + "\", realm: people, user: ada, userName: ada, reason: UserDeleted}";
    }

    private Optional<RemoteId> idKnownOf(ProvisionedUser user) {
        return world.person(user).flatMap(facts -> facts.account(WIKI)).flatMap(KnownAccount::id);
    }

    @Nested
    class AnAccountThatLostItsUser {
        @BeforeEach
        void theAppIsThere() {
            here.hasApp("wiki");
        }

        @Test
        void isClaimedByWhoHasTheKeyAndNoOtherAccountThere() {
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"1\"}", NO_ACCOUNT);

            assertThat(world.claimant(retained("1"))).contains(bob);
            assertThat(idKnownOf(bob)).contains(new RemoteId("a1"));
            assertThat(world.facts(new Key.OfRetained("people", "wiki-1"))).isInstanceOf(Facts.None.class);
        }

        /** Whoever may write in one namespace has no say in the apps of another one. */
        @Test
        void isNoneThatIsRecordedInAnotherNamespaceThanItsApp() {
            here.hasRetained(
                    "board", "wiki-1", record("1").replace("name: wiki", "name: wiki, namespace: people"), "{}");

            assertThat(world.facts(new Key.OfRetained("board", "wiki-1"))).isInstanceOf(Facts.None.class);
            assertThat(here.caches.retained()).isEmpty();
        }

        private ProvisionedUser moved() {
            return here.has("subsidiary", "ada", "{userName: ada, externalId: \"1\"}", NO_ACCOUNT);
        }

        private void share(String... namespaces) {
            for (var namespace : namespaces) {
                here.sharesPeople(namespace, "people", "subsidiary");
            }
        }

        @Test
        void isClaimedByWhoHasTheKeyInANamespaceThatSharesThesePeople() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}").setStatus(FOUND);
            here.hasRole("subsidiary", "staff", "{grants: [{app: {name: wiki, namespace: people}}]}");
            var account = retained("1");
            var ada = moved();
            share("people");
            assertThat(world.claimant(account)).isEmpty();

            share("subsidiary");

            assertThat(world.claimant(account)).contains(ada);
            assertThat(idKnownOf(ada)).contains(new RemoteId("a1"));
            assertThat(world.person(ada).orElseThrow().aliases())
                    .containsExactlyInAnyOrder(
                            new Identity("people", "1"), new Identity("subsidiary", "subsidiary/ada"));
        }

        /** Nothing leads from there to the app. */
        @Test
        void staysWhereItIsWithoutAnAppThatIsUsedThere() {
            var ada = moved();
            share("people", "subsidiary");

            assertThat(world.claimant(retained("1"))).isEmpty();
            assertThat(idKnownOf(ada)).isEmpty();
            assertThat(world.facts(new Key.OfRetained("people", "wiki-1")))
                    .isInstanceOfSatisfying(
                            Facts.OfRetained.class,
                            facts -> assertThat(facts.basis().unclaimed()).isEmpty());
        }

        @Test
        void isRemovedUnlessSomebodyClaimsItByThenAlsoElsewhere() {
            share("people", "subsidiary");
            retained("1");

            assertThat(world.facts(new Key.OfRetained("people", "wiki-1")))
                    .isInstanceOfSatisfying(Facts.OfRetained.class, facts -> {
                        // The app may have been told of a key that somebody had who moved on.
                        assertThat(facts.aliases())
                                .containsExactlyInAnyOrder(
                                        new Identity("people", "people/ada"), new Identity("subsidiary", "1"));
                        assertThat(facts.basis().unclaimed())
                                .hasValueSatisfying(account -> assertThat(account.elsewhere())
                                        .containsExactly(new Identity("subsidiary", "1")));
                    });
        }

        /** Whose it is by now is not what was left. */
        @Test
        void isNotWhatSomebodyElsewhereHas() {
            share("people", "subsidiary");
            retained("1");
            here.has("subsidiary", "ada", "{userName: ada, externalId: \"1\"}", "{externalId: \"1\"}");

            assertThat(world.facts(new Key.OfRetained("people", "wiki-1")))
                    .isInstanceOfSatisfying(
                            Facts.OfRetained.class,
                            facts -> assertThat(facts.aliases()).containsExactly(new Identity("people", "people/ada")));
        }

        /** Else whoever may create users in a third namespace could keep a leaver in here. */
        @Test
        void isNotKeptForWhomSomebodyOfAThirdNamespaceKeepsFromTheKey() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}").setStatus(FOUND);
            here.hasRole("subsidiary", "staff", "{grants: [{app: {name: wiki, namespace: people}}]}");
            here.sharesPeople("people", "subsidiary");
            here.sharesPeople("subsidiary", "people", "asia");
            here.sharesPeople("asia", "subsidiary");
            here.has("asia", "ada", "{userName: ada, externalId: \"1\"}", "{externalId: \"1\"}");
            var account = retained("1");
            moved();

            assertThat(world.claimant(account)).isEmpty();
            assertThat(world.facts(new Key.OfRetained("people", "wiki-1")))
                    .isInstanceOfSatisfying(
                            Facts.OfRetained.class,
                            facts -> assertThat(facts.basis().unclaimed())
                                    .hasValueSatisfying(
                                            left -> assertThat(left.elsewhere()).isEmpty()));
        }

        /** Two who were somebody each before, of whom neither loses what is theirs. */
        @Test
        void isNobodysWhoHadTheKeyBeforeTwoNamespacesWereJoined() {
            share("people", "subsidiary");
            var older = here.since(
                    "2025-01-01T00:00:00Z",
                    here.has("people", "ada", "{userName: ada, externalId: \"1\"}", "{externalId: \"1\"}"));
            var status =
                    "{externalId: \"1\", accounts: [{app: wiki, namespace: people, state: Active, since: x, id: b1, tenant: k2v9}]}";
            var younger = here.has("subsidiary", "ada", "{userName: ada.l, externalId: \"1\"}", status);

            assertThat(world.person(younger).orElseThrow().aliases()).contains(new Identity("subsidiary", "1"));
            assertThat(world.person(older).orElseThrow().aliases()).doesNotContain(new Identity("subsidiary", "1"));
            assertThat(world.recorded(WIKI, new Identity("people", "1"))).isEmpty();
        }

        /** Whoever waits for it may be looked at before a cache shows the record. */
        @Test
        void isClaimedFromTheMomentItIsWrittenDown() {
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"1\"}", NO_ACCOUNT);
            var written = retained("1");
            here.loses(written);
            assertThat(idKnownOf(bob)).isEmpty();

            here.caches.expects(written);
            assertThat(idKnownOf(bob)).contains(new RemoteId("a1"));

            here.caches.shows(written);
            assertThat(idKnownOf(bob)).as("it was seen to go").isEmpty();
        }

        /** Their own app leads to it as well. */
        @Test
        void isTheirsWhoHaveItByAnAppOfTheirOwnNamespace() {
            share("people", "subsidiary");
            var account = retained("1");
            var status =
                    "{accounts: [{app: wiki, namespace: subsidiary, state: Active, since: x, id: a1, tenant: k2v9}]}";
            var ada = here.has("subsidiary", "ada", "{userName: ada, externalId: \"1\"}", status);

            assertThat(world.claimant(account)).contains(ada);
            assertThat(LostAccounts.hasTaken(ada, account)).isTrue();
            assertThat(LostAccounts.hasTaken(moved(), account)).isFalse();
        }

        /** What it left is still known as theirs, so that no second account is made for somebody who was being given one. */
        @Test
        void isRecordedOfWhoeverGoesByTheKeyInEither() {
            share("people", "subsidiary");
            retained("1");

            assertThat(world.recorded(WIKI, new Identity("subsidiary", "1")))
                    .extracting(account -> account.idIn(new Tenant("k2v9")))
                    .containsExactly(Optional.of(new RemoteId("a1")));
        }

        @Test
        void isRemovedWhereWhoHasTheKeyHasAnotherThere() {
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"1\"}", OWN);

            assertThat(world.claimant(retained("1"))).isEmpty();
            assertThat(idKnownOf(bob)).contains(new RemoteId("b1"));
            assertThat(world.facts(new Key.OfRetained("people", "wiki-1")))
                    .isInstanceOfSatisfying(
                            Facts.OfRetained.class,
                            facts -> assertThat(facts.basis().unclaimed())
                                    .contains(new Basis.Unclaimed(
                                            new Identity("people", "1"),
                                            WIKI,
                                            Optional.of(new Tenant("k2v9")),
                                            Optional.of(new RemoteId("a1")))));
        }

        @Test
        void isNoBusinessOfAnybodyInAnotherNamespace() {
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"1\"}", NO_ACCOUNT);
            here.hasRetained("elsewhere", "wiki-1", record("1"), "{}");

            assertThat(world.person(bob).orElseThrow().memory().accounts()).isEmpty();
            assertThat(world.person(bob).orElseThrow().basis().namespaces()).containsExactly("people");
        }

        /** Who goes by their name waits for it to no purpose: it is never theirs. */
        @Test
        void isNotClaimedByASecondUserWithTheKey() {
            here.has("people", "bob", "{userName: bob, externalId: \"1\"}", OWN);
            var carl = here.has("people", "carl", "{userName: carl, externalId: \"1\"}", NO_ACCOUNT);

            assertThat(world.claimant(retained("1"))).isEmpty();
            assertThat(idKnownOf(carl)).isEmpty();
        }

        @Test
        void isClaimedByItsNameAlsoByWhoWasGivenAKeySince() {
            var ada = here.has("people", "ada", "{userName: ada, externalId: \"1\"}", NO_ACCOUNT);

            assertThat(world.claimant(retained("people/ada"))).contains(ada);
            assertThat(idKnownOf(ada)).contains(new RemoteId("a1"));
        }

        @Test
        void isNotClaimedByWhoTakesTheNameOfItsUserForAKey() {
            var mallory = here.has("people", "mallory", "{userName: mallory, externalId: people/ada}", NO_ACCOUNT);

            assertThat(world.claimant(retained("people/ada"))).isEmpty();
            assertThat(idKnownOf(mallory)).isEmpty();
            assertThat(world.person(mallory).orElseThrow().aliases()).isEmpty();
        }

        @Test
        void comesInPlaceOfOneThatWasDeleted() {
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"1\"}", OWN.replace("Active", "Deleted"));

            assertThat(world.claimant(retained("1"))).contains(bob);
            assertThat(idKnownOf(bob)).contains(new RemoteId("a1"));
        }

        /** Else whoever may write records elsewhere could say which account is whose here. */
        @Test
        void isNobodysWhereItsRecordDoesNotStandBesideItsApp() {
            here.hasRetained(
                    "board", "wiki-1", record("1").replace("name: wiki", "name: wiki, namespace: people"), "{}");

            assertThat(idKnownOf(here.has("bob", "{userName: bob, externalId: \"1\"}")))
                    .isEmpty();
            assertThat(world.owners(WIKI, new Tenant("k2v9"))).isEmpty();
        }

        @Test
        void isKnownByItsIdWhereItsRecordIsBelieved() {
            retained("1");
            here.hasRetained("board", "wiki-2", record("2").replace("a1", "a2"), "{}");

            assertThat(world.owners(WIKI, new Tenant("k2v9")))
                    .containsExactly(Map.entry(new RemoteId("a1"), new Identity("people", "1")));
        }
    }

    @Nested
    class WhatIsOfferedByLabels {
        private static final String TO_THE_GROUP =
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}";
        private static final Basis.Labels BORNE = new Basis.Labels("subsidiary", Map.of("group", "acme"));

        private Basis basisOf(String status) {
            var ada = here.has("subsidiary", "ada", "{userName: ada, externalId: \"1\"}", status);
            return world.person(ada).orElseThrow().basis();
        }

        @BeforeEach
        void theLabelsAreKnown() {
            here.labels("subsidiary", BORNE.labels());
        }

        @Test
        void restsOnTheLabelsOfTheNamespaceWhereAnAppIs() {
            here.hasApp("wiki", TO_THE_GROUP);

            assertThat(basisOf(OWN).labels()).containsExactly(BORNE);
        }

        @Test
        void restsOnTheLabelsOfWhateverRefersToARole() {
            here.labels("people", Map.of());
            here.hasRole("employee", "{" + TO_THE_GROUP + "}");

            assertThat(basisOf("{roles: [{name: employee, namespace: people}]}").labels())
                    .containsExactly(BORNE, new Basis.Labels("people", Map.of()));
        }

        /** Whoever labels a namespace would otherwise hold up what has nothing to do with it. */
        @Test
        void restsOnNoLabelsWhereNothingIsOfferedByThem() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");

            assertThat(basisOf(OWN).labels()).isEmpty();
        }

        @Test
        void restsOnNoLabelsInTheNamespaceItself() {
            here.hasApp("wiki", TO_THE_GROUP);
            var bob = here.has("people", "bob", "{userName: bob, externalId: \"2\"}", OWN);
            here.labels("people", Map.of());

            assertThat(world.person(bob).orElseThrow().basis().labels()).isEmpty();
        }
    }

    /** What is lost is in the status before it is taken, and its role is not any more. */
    @Nested
    class WhatIsToBeLost {
        private static final String LOSING =
                "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: b1, tenant: k2v9, losing: [{kind: group, value: readers}]}]}";
        private static final String READS =
                "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}";

        private Basis basis() {
            here.hasApp("wiki");
            return world.person(here.has("people", "ada", "{userName: ada}", LOSING))
                    .orElseThrow()
                    .basis();
        }

        private static List<String> roles(Basis basis) {
            return basis.objects().stream()
                    .filter(object -> object.kind().equals("Role"))
                    .map(Basis.Reference::name)
                    .toList();
        }

        private static List<String> absent(Basis basis) {
            return basis.absent().stream()
                    .filter(object -> object.kind().equals("Role"))
                    .map(Basis.Name::name)
                    .toList();
        }

        @Test
        void restsOnTheRolesThatMayHaveGivenIt() {
            here.hasRole("reader", READS);
            here.hasRole("writer", "{}");

            assertThat(roles(basis())).containsExactly("reader");
        }

        @Test
        void restsOnOneThatIsGoingNotBeingThere() {
            here.ends(here.hasRole("reader", READS));

            assertThat(absent(basis())).containsExactly("reader");
        }

        @Test
        void restsOnARoleThatIsAskedForAndIsNotThereNotBeingThere() {
            var ada = here.has("ada", "{userName: ada, roles: [{name: reader}]}");

            assertThat(absent(world.person(ada).orElseThrow().basis())).containsExactly("reader");
        }

        /** There may be nobody here who is allowed to look there. */
        @Test
        void restsOnNoRoleOfAnotherNamespaceThatNobodyHereKnows() {
            var ada = here.has("people", "ada", "{userName: ada}", "{roles: [{name: reader, namespace: elsewhere}]}");

            assertThat(absent(world.person(ada).orElseThrow().basis())).isEmpty();
        }

        @Test
        void mayBeAnythingOfARoleThatIsGoingWhereNoAccountIsShownYet() {
            here.hasApp("wiki");
            here.ends(here.hasRole("reader", READS));

            var joiner = world.person(here.has("ada", "{userName: ada}")).orElseThrow();
            var other = world.person(here.has("people", "grace", "{userName: grace}", OWN))
                    .orElseThrow();

            assertThat(joiner.memory().owed()).isEqualTo(Map.of(WIKI, Set.of(new Entitlement("group", "readers"))));
            assertThat(other.memory().owed()).isEmpty();
        }
    }

    /** Its namespace was torn down: nobody said that anything is to be taken from anybody. */
    @Nested
    class WhatARoleGaveThatVanished {
        private static final String HOLDS =
                "{accounts: [{app: wiki, namespace: people, state: Active, since: x, id: b1, tenant: k2v9}], roles: [{name: member, namespace: parent, causes: [{kind: Inherited, since: \"2026-09-01T00:00:00Z\"}]}]}";

        private Map<AppId, Set<Entitlement>> owed() {
            var ada = here.has("people", "ada", "{userName: ada}", HOLDS);
            return world.person(ada)
                    .orElseThrow()
                    .resolve(Instant.parse("2026-09-15T12:00:00Z"))
                    .next()
                    .owed();
        }

        @Test
        void isOwedByWhoeverLosesItAlsoWhereItWasOfAnotherNamespace() {
            var accesses = here.accesses();
            world = Wiring.world(here.caches, accesses, CLOCK);
            here.hasApp("wiki", "allowedNamespaces: {from: All, entitlements: \"true\"}");
            var member = here.hasRole(
                    "parent",
                    "member",
                    "{allowedNamespaces: {from: All}, grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: analysts}]}]}");
            here.has("people", "ada", "{userName: ada}", HOLDS);
            assertThat(owed()).isEqualTo(Map.of(WIKI, Set.of(new Entitlement("group", "analysts"))));

            here.loses(member);
            accesses.forget("people");

            assertThat(owed()).isEqualTo(Map.of(WIKI, Set.of(new Entitlement("group", "analysts"))));
        }

        @Test
        void isNotRememberedOfARoleThatSomebodyDeleted() {
            var accesses = here.accesses();
            world = Wiring.world(here.caches, accesses, CLOCK);
            here.hasApp("wiki");
            var reader = here.hasRole(
                    "reader", "{grants: [{app: {name: wiki}, entitlements: [{kind: group, value: readers}]}]}");
            assertThat(accesses.of("people").gave(List.of(Translate.key(reader))))
                    .isNotEmpty();

            here.ends(reader);
            here.loses(reader);
            new References(here.caches, accesses, world, new Mailbox(here.caches)).gone(reader);
            accesses.forget("people");

            assertThat(accesses.of("people").gave(List.of(Translate.key(reader))))
                    .isEmpty();
        }
    }
}
