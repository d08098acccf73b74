package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Pin;
import dev.usher.domain.person.Policy;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Related.Standing;
import dev.usher.domain.quality.Surroundings;
import dev.usher.kube.Records;
import dev.usher.sync.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final String LEFT = "{userName: bob, employments: [{id: main, status: Terminated}]}";

    private static final String DEPARTED = "{departedTime: \"2026-08-01T00:00:00Z\"}";

    private final Neighbourhood here = new Neighbourhood();

    @Nested
    class AManager {
        @Test
        void isHereOrDepartedOrMissing() {
            var ada = here.has("ada", "{userName: ada, manager: {name: bob}}");
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Missing));

            here.has("bob", "{userName: bob}");
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Here));

            here.has("bob", LEFT);
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Departed));
        }

        @Test
        void isNobodyWhereNoneIsNamed() {
            assertThat(around(here.has("ada", "{userName: ada}")).manager()).isEmpty();
        }

        @Test
        void departsAtTheEndOfTheirOwnWorkday() {
            var ada = here.has("ada", "{userName: ada, timezone: Asia/Tokyo, manager: {name: bob}}");
            here.has(
                    "bob",
                    "{userName: bob, timezone: America/Los_Angeles, employments: [{id: main, endTime: \"2026-09-15\"}]}");

            assertThat(around(ada, "2026-09-16T06:59:59Z").manager()).contains(new Related("bob", Standing.Here));
            assertThat(around(ada, "2026-09-16T07:00:00Z").manager()).contains(new Related("bob", Standing.Departed));
        }

        @Test
        void isKnownByWhatIsRecordedOfTheirAccountsWhileTheyAreHere() {
            var ada = here.has("ada", "{userName: ada, manager: {name: bob}}");
            var recorded = "accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-01-01T00:00:00Z\","
                    + " id: \"7\", tenant: t}]";
            here.has("people", "bob", "{userName: bob}", "{observedGeneration: 1, " + recorded + "}");

            assertThat(around(ada).manager().orElseThrow().accounts().orElseThrow())
                    .hasEntrySatisfying(
                            new AppId("people", "wiki"),
                            account -> assertThat(account.idIn(new Tenant("t"))).contains(new RemoteId("7")));

            here.has("people", "bob", "{userName: bob}", "{departedTime: \"2026-08-01T00:00:00Z\", " + recorded + "}");
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Departed));
        }

        @Test
        void isMissingOnceTheirResourceIsGoing() {
            var ada = here.has("ada", "{userName: ada, manager: {name: bob}}");
            here.has("bob", "{userName: bob}").getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");

            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Missing));
        }

        @Test
        void hasDepartedAlsoAsAFurtherIdentityOfSomebodyWhoHas() {
            var ada = here.has("ada", "{userName: ada, manager: {name: adm-bob}}");
            here.has("adm-bob", "{userName: adm-bob, person: {name: bob}}");
            here.has("bob", LEFT);

            assertThat(around(ada).manager()).contains(new Related("adm-bob", Standing.Departed));

            here.has("people", "adm-bob", "{userName: adm-bob, person: {name: bob}}", DEPARTED);
            here.has("bob", "{userName: bob}");
            assertThat(around(ada).manager()).contains(new Related("adm-bob", Standing.Here));
        }

        @Test
        void hasStillDepartedAsAFurtherIdentityOfSomebodyWhoIsGone() {
            var ada = here.has("ada", "{userName: ada, manager: {name: adm-bob}}");
            here.has(
                    "people",
                    "adm-bob",
                    "{userName: adm-bob, person: {name: bob}, employments: [{id: main}]}",
                    DEPARTED);

            assertThat(around(ada).manager()).contains(new Related("adm-bob", Standing.Departed));
        }

        @Test
        void hasDepartedAsAFurtherIdentityAlsoWhereSomebodyElseHasThePersonsName() {
            var ada = here.has("ada", "{userName: ada, manager: {name: adm-bob}}");
            here.has("bob", "{userName: bob, externalId: \"1912\"}");
            here.has(
                    "people",
                    "adm-bob",
                    "{userName: adm-bob, person: {name: bob}}",
                    "{departedTime: \"2026-08-01T00:00:00Z\", person: {name: bob, namespace: people, externalId: \"1847\"}}");

            assertThat(around(ada).manager()).contains(new Related("adm-bob", Standing.Departed));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{allowedNamespaces: {from: All}}", "{allowedNamespaces: {from: Names, names: [people]}}"})
        void mayBeOfAnotherNamespaceWhosePolicyAdmitsThisOne(String policy) {
            var ada = here.has("ada", "{userName: ada, manager: {name: bob, namespace: board}}");
            here.has("board", "bob", "{userName: bob}");
            here.hasPolicy("people", policy);
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Missing));

            here.hasPolicy("board", policy);
            assertThat(around(ada).manager()).contains(new Related("bob", Standing.Here));
        }

        @Test
        void isNeverLookedForElsewhere() {
            here.hasPolicy("board", "{allowedNamespaces: {from: All}}");
            here.has("board", "bob", "{userName: bob}");

            assertThat(around(here.has("ada", "{userName: ada, manager: {name: bob}}"))
                            .manager())
                    .contains(new Related("bob", Standing.Missing));
        }
    }

    @Test
    void hasEveryOwnerInTheOrderInWhichTheyAreNamed() {
        here.has("bob", LEFT);
        here.has("eve", "{userName: eve}");

        assertThat(around(here.has("ada", "{userName: ada, owners: [{name: bob}, {name: eve}, {name: nobody}]}"))
                        .owners())
                .containsExactly(
                        new Related("bob", Standing.Departed),
                        new Related("eve", Standing.Here),
                        new Related("nobody", Standing.Missing));
    }

    @Nested
    class ThePersonBehindAnIdentity {
        @Test
        void isTheUserThemselvesWhereNobodyElseIsNamed() {
            assertThat(around(here.has("ada", "{userName: ada}")).main()).isEqualTo(new Main.Own());
        }

        @Test
        void isReadWithWhatIsRememberedOfThem() {
            here.has("people", "ada", "{userName: ada}", DEPARTED);

            var main = around(here.has("adm", "{userName: adm, person: {name: ada}}"))
                    .main();

            assertThat(main)
                    .isInstanceOfSatisfying(
                            Main.Of.class,
                            of -> assertThat(Life.at(of.career(), NOW).state()).isEqualTo(LifecycleState.Departed));
        }

        @Test
        void isKnownByTheirKeyAndByTheOneTheyHadBefore() {
            here.has("ada", "{userName: ada, externalId: \"1815\"}");

            assertThat(around(here.has("adm", "{userName: adm, person: {name: ada}}"))
                            .main())
                    .isInstanceOfSatisfying(Main.Of.class, of -> {
                        assertThat(of.person()).isEqualTo(new Pin("people", "ada", new Identity("people", "1815")));
                        assertThat(of.alias()).contains(new Identity("people", "people/ada"));
                    });
        }

        @Test
        void isMissingWhereThereIsNobodyOfThatName() {
            assertThat(around(here.has("adm", "{userName: adm, person: {name: ada}}"))
                            .main())
                    .isEqualTo(new Main.Missing("ada"));
        }

        @Test
        void isMissingWhereTheyAreAFurtherIdentityThemselves() {
            here.has("ada", "{userName: ada}");
            here.has("adm", "{userName: adm, person: {name: ada}}");

            assertThat(around(here.has("root", "{userName: root, person: {name: adm}}"))
                            .main())
                    .isEqualTo(new Main.Missing("adm"));
        }

        @Test
        void isUnknownWhereTheyAreNotUnderstood() {
            here.has("ada", "{userName: ada, type: Android}");

            assertThat(around(here.has("adm", "{userName: adm, person: {name: ada}}"))
                            .main())
                    .isEqualTo(new Main.Unknown("ada"));
        }

        @Test
        void isUnknownWhereTheirNamespaceIsNotWatched() {
            var watched = new Neighbourhood(Set.of("people"));
            var adm = watched.has("adm", "{userName: adm, person: {name: ada, namespace: board}}");

            assertThat(around(watched, adm, NOW).main()).isEqualTo(new Main.Unknown("ada"));
        }

        @Test
        void isMissingAcrossNamespacesUnlessTheirsAdmitsThisOne() {
            here.has("board", "ada", "{userName: ada}");
            var adm = here.has("adm", "{userName: adm, person: {name: ada, namespace: board}}");
            assertThat(around(adm).main()).isEqualTo(new Main.Missing("ada"));

            here.hasPolicy("board", "{allowedNamespaces: {from: Names, names: [people]}}");
            assertThat(around(adm).main()).isInstanceOf(Main.Of.class);
        }
    }

    @Test
    void nobodyIsTheirOwnOwner() {
        assertThat(around(here.has("robot", "{userName: robot, type: Service, owners: [{name: robot}]}"))
                        .owners())
                .containsExactly(new Related("robot", Standing.Missing));
    }

    @Nested
    class WhatADecisionRestsOn {
        private static final Basis OWN = new Basis(List.of(), List.of(), Optional.empty(), List.of("people"));
        private static final Basis.Name NO_POLICY = new Basis.Name("ProvisioningPolicy", "people", "default");

        @Test
        void isThePolicyOrThatThereIsNone() {
            var ada = here.has("ada", "{userName: ada}");
            assertThat(basis(ada).absent()).containsExactly(NO_POLICY);

            here.hasPolicy("people", "{}");
            assertThat(basis(ada).objects()).extracting(Basis.Reference::kind).containsExactly("ProvisioningPolicy");
        }

        /** Else nobody of the namespace could leave while something keeps the policy from going. */
        @Test
        void isNoPolicyThatIsOnItsWayOut() {
            here.hasPolicy("people", "{}");
            here.caches.policy("people").orElseThrow().getMetadata().setDeletionTimestamp("2026-09-15T12:00:00Z");

            var basis = basis(here.has("ada", "{userName: ada}"));

            assertThat(basis.objects()).isEmpty();
            assertThat(basis.absent()).containsExactly(NO_POLICY);
        }

        @Test
        void isThePersonOfAFurtherIdentityAndTheirNamespace() {
            here.hasPolicy("board", "{allowedNamespaces: {from: All}}");
            here.has("board", "ada", "{userName: ada}");

            var basis = basis(here.has("adm", "{userName: adm, person: {name: ada, namespace: board}}"));

            assertThat(basis.objects()).extracting(Basis.Reference::name).containsExactly("ada");
            assertThat(basis.namespaces()).containsExactly("people", "board");
        }

        @Test
        void isTheLabelsOfTheNamespaceWhereTheyKeepItFromNamingThePersonOfAFurtherIdentity() {
            here.hasPolicy("board", "{allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}}");
            here.has("board", "ada", "{userName: ada}");
            here.labels("people", Map.of("group", "other"));

            var basis = basis(here.has("adm", "{userName: adm, person: {name: ada, namespace: board}}"));

            assertThat(basis.labels()).containsExactly(new Basis.Labels("people", Map.of("group", "other")));
        }

        /** Whoever it is: an account goes because of the key of the one who has the name now. */
        @Test
        void isWhoeverHasTheNameOfThePersonOfAFurtherIdentity() {
            here.has("ada", "{userName: ada, externalId: \"1912\"}");
            var adm = here.has(
                    "people",
                    "adm",
                    "{userName: adm, person: {name: ada}}",
                    "{person: {name: ada, namespace: people, externalId: \"1815\"}}");

            assertThat(basis(adm).objects())
                    .containsExactly(new Basis.Reference("ProvisionedUser", "people", "ada", "ada of people", 3));
        }

        /** What is retained goes on because nobody is there to bring it back. */
        @Test
        void isThatThePersonOfAFurtherIdentityThatDepartedIsGone() {
            var adm = here.has(
                    "people", "adm", "{userName: adm, person: {name: ada}, employments: [{id: main}]}", DEPARTED);

            assertThat(basis(adm).absent())
                    .containsExactly(NO_POLICY, new Basis.Name("ProvisionedUser", "people", "ada"));
        }

        /** A namespace that is not there looks like one that is being torn down, and nobody leaves because of that. */
        @Test
        void isNobodyElseWhereTheIdentityHasDepartedByItself() {
            var adm = here.has("adm", """
                    {userName: adm, person: {name: ada, namespace: nowhere}, employments: [{id: main, status: Terminated}]}""");

            assertThat(basis(adm).namespaces()).containsExactly("people");
        }

        private Basis basis(ProvisionedUser user) {
            var circle = new Circle(here.caches, here.accesses());
            var person = (Reading.Of<Person>) Persons.person(user, new Identity("people", "1815"), Policy.STANDARD);
            return circle.basis(user, person.value(), OWN, NOW);
        }
    }

    @Nested
    class ThePolicy {
        /** A slip in it would disable every administrator whose person is there. */
        @Test
        void refusesNobodyFromElsewhereWhereItIsNotUnderstood() {
            here.has("board", "ada", "{userName: ada}");
            var adm = here.has("adm", "{userName: adm, person: {name: ada, namespace: board}}");

            here.hasPolicy("board", "{allowedNamespaces: {from: All}, workday: {zone: Europe/Londn}}");

            assertThat(around(adm).main()).isEqualTo(new Main.Unknown("ada"));
        }

        @Test
        void admitsANamespaceByItsLabels() {
            here.has("board", "ada", "{userName: ada}");
            var adm = here.has("adm", "{userName: adm, person: {name: ada, namespace: board}}");
            here.hasPolicy("board", "{allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}}");

            here.labels("people", Map.of("group", "acme"));
            assertThat(around(adm).main()).isInstanceOf(Main.Of.class);

            here.labels("people", Map.of());
            assertThat(around(adm).main()).isEqualTo(new Main.Missing("ada"));
        }

        @Test
        void refusesNobodyByLabelsThatAreNotKnownAndAdmitsNobody() {
            var narrow = new Neighbourhood(Set.of("people", "board"));
            narrow.has("board", "ada", "{userName: ada}");
            var adm = narrow.has(
                    "adm",
                    "{userName: adm, person: {name: ada, namespace: board}, manager: {name: ada, namespace: board}}");
            narrow.hasPolicy("board", "{allowedNamespaces: {from: Selector, selector: {}}}");

            assertThat(around(narrow, adm, NOW).main()).isEqualTo(new Main.Unknown("ada"));
            assertThat(around(narrow, adm, NOW).manager()).contains(new Related("ada", Standing.Unknown));
        }

        @Test
        void isTheStandardWhereThereIsNone() {
            var around = around(here.has("ada", "{userName: ada, type: Contractor}"));

            assertThat(around.duties()).isEqualTo(Duties.standard(PersonType.Contractor));
            assertThat(around.forget()).isEmpty();
            assertThat(around.taken()).isEmpty();
        }

        @Test
        void saysWhatIsAskedOfTheTypeAndWhenDataGoes() {
            here.hasPolicy("people", "{types: {Employee: {requireOwner: true}}, forgetAfterSeconds: 60}");

            var around = around(here.has("ada", "{userName: ada}"));

            assertThat(around.duties().owner()).isTrue();
            assertThat(around.forget()).contains(new Policy.Forget(Duration.ofMinutes(1), Policy.Forget.How.Delete));
        }

        @Test
        void isAProblemOfEverybodyWhereItIsNotUnderstood() {
            here.hasPolicy("people", "{workday: {zone: Europe/Londn}}");

            assertThat(around(here.has("ada", "{userName: ada}")).taken())
                    .containsExactly(new Problem(Problem.Kind.PolicyNotUnderstood, "default"));
        }
    }

    @Test
    void seesThatWhatWasForgottenIsBack() {
        var forgotten = "{forgottenTime: \"2026-09-15T12:00:00Z\"}";
        var ada = here.has("people", "ada", "{userName: ada, externalId: \"1815\"}", forgotten);
        var pseudonym = "forgotten-" + Records.shortHash(ada.getMetadata().getUid());
        var empty = here.has("people", "ada", "{userName: " + pseudonym + ", externalId: \"1815\"}", forgotten);

        assertThat(around(ada).dataIsBack()).isTrue();
        assertThat(around(empty).dataIsBack()).isFalse();
        assertThat(around(here.has("ada", "{userName: ada}")).dataIsBack()).isFalse();
    }

    @Test
    void saysThatATimezoneDoesNotExist() {
        assertThat(around(here.has("ada", "{userName: ada, timezone: Europe/Londn}"))
                        .taken())
                .containsExactly(new Problem(Problem.Kind.TimezoneNotFound, "spec.timezone"));
    }

    @Test
    void saysWhatSomebodyElseHasAndKeeps() {
        here.since("2025-01-01T00:00:00Z", here.has("eve", "{userName: ada}"));

        assertThat(around(here.has("ada", "{userName: ada}")).taken())
                .containsExactly(new Problem(Problem.Kind.DuplicateUserName, "ProvisionedUser eve"));
    }

    private Surroundings around(ProvisionedUser user) {
        return around(here, user, NOW);
    }

    private Surroundings around(ProvisionedUser user, String now) {
        return around(here, user, Instant.parse(now));
    }

    private static Surroundings around(Neighbourhood where, ProvisionedUser user, Instant now) {
        var circle = new Circle(where.caches, where.accesses());
        var policy = circle.rules(user.getMetadata().getNamespace()).policy();
        var person = (Reading.Of<Person>) Persons.person(user, new Identity("people", "1815"), policy);
        return circle.around(user, person.value(), now);
    }
}
