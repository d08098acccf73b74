package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.RoleStatus.NamedEntitlement;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.quality.Problem;
import dev.usher.rules.CelRulings;
import dev.usher.sync.Basis;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The namespace people has a wiki and a role employee; the namespace subsidiary has people. */
class OfferingTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final Entitlement STAFF = new Entitlement("group", "staff");
    private static final String EMPLOYEE = "grants: [{app: {name: wiki}, entitlements: [{kind: group, value: staff}]}]";
    private static final String INHERITS = "{inherits: [{name: employee, namespace: people}]}";
    private static final String GRANTS = "{grants: [{app: {name: wiki, namespace: people}}]}";
    private static final String HAS_ACCOUNT =
            "accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:00Z\", id: a1, tenant: k2v9}]";
    private static final String HOLDS_EMPLOYEE =
            "roles: [{name: employee, namespace: people, causes: [{kind: Inherited, via: {name: staff, namespace: subsidiary}, since: \"2026-09-01T00:00:00Z\"}]}]";

    private final Neighbourhood here = new Neighbourhood();
    private final Accesses accesses = here.accesses();
    private final CachedWorld world = Wiring.world(here.caches, accesses, Clock.fixed(NOW, ZoneOffset.UTC));
    private final References references = new References(here.caches, accesses, world, new Mailbox(here.caches));

    @BeforeEach
    void theCachesAreFilled() {
        here.caches.filled();
    }

    private Resolution decided(ProvisionedUser user) {
        return world.person(user).orElseThrow().resolve(NOW);
    }

    private ProvisionedUser ada(String status) {
        return here.has(
                "subsidiary", "ada", "{userName: ada, externalId: \"1\", roles: [{name: staff}]}", "{" + status + "}");
    }

    private List<Condition> said(Role role) {
        return RoleConditions.of(role, new Conditions(List.of(), 1, NOW), accesses);
    }

    @Nested
    class ARoleOfAnotherNamespace {
        @BeforeEach
        void isThere() {
            here.hasApp("wiki");
            here.hasRole("subsidiary", "staff", INHERITS);
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                '{from: All}'                             | true
                '{from: Names, names: [subsidiary]}'      | true
                '{from: Names, names: [somebody-else]}'   | false
                '{from: Same}'                            | false
                '{}'                                      | false
                """, delimiter = '|')
        void givesWhatItGivesWhereItIsOffered(String allowed, boolean given) {
            here.hasRole(
                    "employee", "{" + EMPLOYEE + (allowed.equals("{}") ? "" : ", allowedNamespaces: " + allowed) + "}");

            var decided = decided(ada(""));

            if (given) {
                assertThat(decided.apps().get(WIKI))
                        .isInstanceOfSatisfying(
                                Decision.Want.class,
                                want -> assertThat(want.account().entitlements())
                                        .containsExactly(STAFF));
                assertThat(decided.problems()).isEmpty();
            } else {
                assertThat(decided.apps()).isEmpty();
                assertThat(decided.problems())
                        .containsExactly(new Problem(Problem.Kind.RoleNotFound, "people/employee"));
            }
        }

        @Test
        void doesNotAskItsRuleOfThePeopleOfOthers() {
            here.hasRole(
                    "employee",
                    "{" + EMPLOYEE + ", allowedNamespaces: {from: All}, membership: {rule: \"user.userName != ''\"}}");
            var nobody = here.has("subsidiary", "grace", "{userName: grace}");

            assertThat(decided(nobody).apps()).isEmpty();
            assertThat(references.usersOf(
                            here.caches.role(new RoleKey("people", "employee")).orElseThrow()))
                    .isEmpty();
        }

        @Test
        void isLostWhereItIsNotOfferedAnyMore() {
            here.hasRole("employee", "{" + EMPLOYEE + "}");

            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(decided.next().roles()).containsOnlyKeys(new RoleKey("subsidiary", "staff"));
            assertThat(accesses.of("subsidiary").ours(WIKI).named()).containsExactly(STAFF);
        }

        /** It may be that its namespace is torn down with it. */
        @Test
        void isKeptWhereNobodyKnowsYetWhyItGoes() {
            here.isDeleted(here.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}"));

            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Hold(Why.UnknownRole));
            assertThat(accesses.of("subsidiary").ours(WIKI).named()).containsExactly(STAFF);
        }

        @Test
        void isLostWhereSomebodyDeletesIt() {
            here.ends(here.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}"));
            var ada = ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT);

            var decided = decided(ada);

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(decided.next().roles()).containsOnlyKeys(new RoleKey("subsidiary", "staff"));
            assertThat(accesses.of("subsidiary").ours(WIKI).named()).containsExactly(STAFF);
            assertThat(world.person(ada).orElseThrow().basis().absent())
                    .contains(new Basis.Name("Role", "people", "employee"));
        }

        /** That nobody knows what it is must cost nobody anything. */
        @Test
        void isKeptWhereItIsNotThere() {
            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Hold(Why.UnknownRole));
            assertThat(decided.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "people/employee"));
        }

        @Test
        void isLostWhereNothingOfTheOwnNamespaceNamesItAnyMore() {
            here.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}");
            here.hasRole("subsidiary", "staff", "{}");

            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(decided.problems()).isEmpty();
        }

        /** What it named before is ours to take from whoever has an account there, wherever they are from. */
        @Test
        void isLostWithWhatItNamedBeforeItWasEdited() {
            here.hasRole(
                    "people", "employee", "{}", "{named: [{app: wiki, namespace: people, kind: group, value: staff}]}");
            here.hasRole("subsidiary", "staff", "{}");

            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(accesses.of("subsidiary").ours(WIKI).named()).containsExactly(STAFF);
        }

        @Test
        void conflictsWithNothingOutsideItsNamespaceEvenWhereItIsNotUnderstood() {
            here.hasRole(
                    "employee",
                    "{allowedNamespaces: {from: All}, conflictsWith: [{name: staff, namespace: subsidiary}]}");

            assertThat(decided(ada("")).next().roles()).containsKey(new RoleKey("subsidiary", "staff"));
        }

        @Test
        void isFoundWhereItIsOfferedBesideOthersThatAreNot() {
            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{inherits: [{name: board, namespace: people}, {name: employee, namespace: people}]}");
            here.hasRole("board", "{}");
            here.hasRole("employee", "{" + EMPLOYEE + "}");
            var ada = ada("");
            assertThat(decided(ada).apps()).isEmpty();

            references.usersOf(here.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}"));

            assertThat(decided(ada).apps()).containsOnlyKeys(WIKI);
        }

        @Test
        void soundsTheSameWhetherItFitsTogetherOrNot() {
            here.hasRole("people", "a", "{conflictsWith: [{name: b}]}");
            here.hasRole("people", "b", "{}");
            var staff = here.hasRole(
                    "subsidiary", "staff", "{inherits: [{name: a, namespace: people}, {name: b, namespace: people}]}");

            assertThat(said(staff).getFirst().reason()).isEqualTo("RoleNotFound");
        }

        @Test
        void soundsTheSameWhetherItIsNotThereOrNotOffered() {
            var staff = here.hasRole("subsidiary", "staff", INHERITS);
            var notThere = said(staff);
            here.hasRole("employee", "{" + EMPLOYEE + "}");
            accesses.forget("people");

            assertThat(said(staff)).isEqualTo(notThere);
            assertThat(notThere.getFirst().reason()).isEqualTo("RoleNotFound");
            assertThat(notThere.getFirst().message()).contains("people/employee", "`allowedNamespaces`");
        }

        @Test
        void reachesWhoHoldsItThroughARoleOfTheirOwnWhenItIsEdited() {
            here.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}");
            var ada = ada("");
            decided(ada);

            var withdrawn = here.hasRole("employee", "{" + EMPLOYEE + "}");

            assertThat(references.usersOf(withdrawn))
                    .extracting(ResourceID::getName)
                    .containsExactly("ada");
            assertThat(decided(ada).apps()).isEmpty();
        }
    }

    @Nested
    class AnAppOfAnotherNamespace {
        @BeforeEach
        void isNamed() {
            here.hasRole("subsidiary", "staff", GRANTS);
        }

        @Test
        void isGivenBareWhereItIsOffered() {
            here.hasApp("wiki", "allowedNamespaces: {from: Names, names: [subsidiary]}");
            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: admins}], attributes: {plan: gold}}]}");

            assertThat(decided(ada("")).apps().get(WIKI)).isInstanceOfSatisfying(Decision.Want.class, want -> {
                assertThat(want.account().entitlements()).isEmpty();
                assertThat(want.account().managed()).doesNotContain("plan");
            });
        }

        @Test
        void letsOthersGiveWhatItSays() {
            here.hasApp(
                    "wiki", "allowedNamespaces: {from: All, entitlements: \"entitlement.value.startsWith('guest-')\"}");
            var staff = here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: guest-staff}, {kind: group, value: admins}]}]}");

            var guests = new Entitlement("group", "guest-staff");
            assertThat(decided(ada("")).apps().get(WIKI))
                    .isInstanceOfSatisfying(
                            Decision.Want.class,
                            want -> assertThat(want.account().entitlements()).containsExactly(guests));
            assertThat(accesses.of("subsidiary").ours(WIKI).named()).containsExactly(guests);
            assertThat(accesses.of("people").ours(WIKI).named()).isEmpty();
            assertThat(said(staff).getFirst().message()).contains("give group admins, see");
            assertThat(NamedEntitlements.of(staff, accesses.offered(staff)))
                    .extracting(NamedEntitlement::value)
                    .containsExactly("guest-staff");
        }

        @Test
        void takesBackWhatItLetOthersGive() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");
            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: guest-staff}]}]}",
                    "{named: [{app: wiki, namespace: people, kind: group, value: guest-staff}]}");

            assertThat(decided(ada(HAS_ACCOUNT)).apps().get(WIKI))
                    .isInstanceOfSatisfying(
                            Decision.Want.class,
                            want -> assertThat(want.account().entitlements()).isEmpty());
            assertThat(accesses.of("subsidiary").ours(WIKI).named())
                    .containsExactly(new Entitlement("group", "guest-staff"));
        }

        @Test
        void takesNothingBackBecauseOfASlipAndGivesNothingNew() {
            here.hasApp("wiki", "allowedNamespaces: {from: All, entitlements: \"entitlement.valu == 'x'\"}");
            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: old}, {kind: group, value: new}]}]}",
                    "{named: [{app: wiki, namespace: people, kind: group, value: old}]}");

            assertThat(decided(ada(HAS_ACCOUNT)).apps().get(WIKI))
                    .isInstanceOfSatisfying(
                            Decision.Want.class,
                            want -> assertThat(want.account().entitlements())
                                    .containsExactly(new Entitlement("group", "old")));
            assertThat(accesses.objection(here.caches.app(WIKI).orElseThrow()))
                    .hasValueSatisfying(slip ->
                            assertThat(slip.message()).startsWith("`spec.allowedNamespaces.entitlements`, line 1"));
        }

        /** Whoever may write a role anywhere could otherwise have groups taken from people of any app. */
        @Test
        void isNotManagedByRolesOfOtherNamespacesWhateverTheyName() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");
            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: vpn}]}]}",
                    "{named: [{app: wiki, namespace: people, kind: group, value: vpn}]}");

            assertThat(accesses.of("people").ours(WIKI).named()).isEmpty();
        }

        @Test
        void keepsTheNamespaceWithTheKeyOfItsPeople() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");

            assertThat(decided(ada("")).apps().get(WIKI))
                    .isInstanceOfSatisfying(
                            Decision.Want.class,
                            want -> assertThat(want.account().identity().externalId())
                                    .isEqualTo("subsidiary:1"));
        }

        @Test
        void asksItsRuleOfThePeopleOfOthers() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}, users: \"user.userName == 'grace'\"");
            here.has("subsidiary", "grace", "{userName: grace, roles: [{name: staff}]}");

            assertThat(decided(ada("")).apps()).isEmpty();
            assertThat(decided(here.caches.user("subsidiary", "grace").orElseThrow())
                            .apps())
                    .containsOnlyKeys(WIKI);
        }

        @Test
        void isNoReasonToLookWhetherItsNamespaceIsGoingWhereAnotherAppIsMeant() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");

            assertThat(world.person(ada(HAS_ACCOUNT)).orElseThrow().basis().namespaces())
                    .containsExactly("subsidiary");
        }

        @Test
        void saysNothingOfTheAttributesThatItCanHave() {
            here.hasApp("wiki");
            var staff = here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, attributes: {\"no such thing\": x}}]}");
            var notOffered = said(staff).getFirst();

            here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wika, namespace: people}, attributes: {\"no such thing\": x}}]}");
            var notThere = said(here.caches
                            .role(new RoleKey("subsidiary", "staff"))
                            .orElseThrow())
                    .getFirst();

            assertThat(notOffered.reason()).isEqualTo(notThere.reason());
        }

        @Test
        void saysOnTheRoleThatItGivesNothingButTheAccount() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");
            var staff = here.hasRole(
                    "subsidiary",
                    "staff",
                    "{grants: [{app: {name: wiki, namespace: people}, entitlements: [{kind: group, value: admins}]}]}");

            assertThat(said(staff).getFirst().reason()).isEqualTo("GrantNotOffered");
            assertThat(said(staff).getFirst().message()).contains("people/wiki", "give group admins");
        }

        @Test
        void isLostWhereItIsNotOfferedAnyMore() {
            here.hasApp("wiki");

            var decided = decided(ada(HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(decided.problems()).containsExactly(new Problem(Problem.Kind.AppNotFound, "people/wiki"));
        }

        @Test
        void isLostWhereNothingOfTheOwnNamespaceNamesItAnyMore() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");
            here.hasRole("subsidiary", "staff", "{}");

            assertThat(decided(ada(HAS_ACCOUNT)).apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
        }

        @Test
        void keepsItsAccountsWhereItIsNotThere() {
            var decided = decided(ada(HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Hold(Why.AppGone));
            assertThat(decided.problems()).containsExactly(new Problem(Problem.Kind.AppNotFound, "people/wiki"));
        }

        @Test
        void soundsTheSameWhetherItIsNotThereOrNotOffered() {
            var staff = here.hasRole("subsidiary", "staff", GRANTS);
            var notThere = said(staff);
            var ofAda = decided(ada("")).problems();
            here.hasApp("wiki");
            accesses.forget("people");

            assertThat(said(staff)).isEqualTo(notThere);
            assertThat(decided(ada("")).problems()).isEqualTo(ofAda);
            assertThat(notThere.getFirst().reason()).isEqualTo("AppNotFound");
            assertThat(notThere.getFirst().message()).contains("people/wiki", "`allowedNamespaces`");
        }

        @Test
        void reachesWhoWasGivenAnAccountFromElsewhereWhenItIsEdited() {
            here.hasApp("wiki", "allowedNamespaces: {from: All}");
            var ada = ada("");
            decided(ada);

            here.hasApp("wiki");

            assertThat(references.usersOf(here.caches.app(WIKI).orElseThrow()))
                    .extracting(ResourceID::getName)
                    .containsExactly("ada");
            assertThat(decided(ada).apps()).isEmpty();
        }

        @Test
        void givesTheAccountOfADeletedUserBackToWhoHasTheKey() {
            here.hasApp("people", "wiki", "k2v9");
            here.hasRetained(
                    "wiki-1",
                    "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1\", realm: subsidiary, user: ada, userName: ada, reason: UserDeleted}",
                    "{}");
            var ada = ada("");

            assertThat(world.retainedOf(ada)).hasSize(1);
            assertThat(world.claimant(world.retainedOf(ada).getFirst())).contains(ada);
        }

        @Test
        void isNobodysBusinessWhereNothingLeadsThere() {
            here.hasApp("people", "wiki", "k2v9");
            here.hasRole("subsidiary", "staff", "{}");
            here.hasRetained(
                    "wiki-1",
                    "{app: {name: wiki}, tenant: k2v9, id: a1, externalId: \"1\", realm: subsidiary, user: ada, userName: ada, reason: UserDeleted}",
                    "{}");

            assertThat(world.retainedOf(ada(""))).isEmpty();
        }
    }

    @Nested
    class AnOfferByLabels {
        private static final String TO_THE_GROUP =
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {group: acme}}}";

        @BeforeEach
        void areKnown() {
            here.labels("people", Map.of());
            here.labels("subsidiary", Map.of("group", "acme"));
        }

        @Test
        void ofARoleGivesWhatItGivesWhereTheyAreBorne() {
            here.hasApp("wiki");
            here.hasRole("subsidiary", "staff", INHERITS);
            here.hasRole("employee", "{" + EMPLOYEE + ", " + TO_THE_GROUP + "}");

            assertThat(decided(ada("")).apps().get(WIKI))
                    .isInstanceOfSatisfying(
                            Decision.Want.class,
                            want -> assertThat(want.account().entitlements()).containsExactly(STAFF));
        }

        @Test
        void ofARoleIsWithdrawnWhereTheyAreNotBorneAnyMore() {
            here.hasApp("wiki");
            here.hasRole("subsidiary", "staff", INHERITS);
            here.hasRole("employee", "{" + EMPLOYEE + ", " + TO_THE_GROUP + "}");
            here.labels("subsidiary", Map.of());

            var decided = decided(ada(HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT));

            assertThat(decided.apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
            assertThat(decided.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "people/employee"));
        }

        @Test
        void ofAnAppGivesTheBareAccountAndIsWithdrawn() {
            here.hasApp("wiki", TO_THE_GROUP);
            here.hasRole("subsidiary", "staff", GRANTS);
            assertThat(decided(ada("")).apps().get(WIKI)).isInstanceOf(Decision.Want.class);

            here.labels("subsidiary", Map.of("group", "other"));
            accesses.forget("subsidiary");

            assertThat(decided(ada(HAS_ACCOUNT)).apps()).containsEntry(WIKI, new Decision.Disabled(Why.Unassigned));
        }

        @Test
        void isInForceWhereLabelsAreKnown() {
            var app = here.hasApp("wiki", TO_THE_GROUP);
            var role = here.hasRole("employee", "{" + TO_THE_GROUP + "}");

            assertThat(accesses.objection(app)).isEmpty();
            assertThat(said(role).getFirst().reason()).isEqualTo("Resolved");
        }

        @Test
        void givesAndTakesNothingWhereNoLabelCanBeSo() {
            var app = here.hasApp("wiki", "allowedNamespaces: {from: Selector, selector: {matchLabels: {a b: c}}}");
            here.hasRole("subsidiary", "staff", GRANTS);

            assertThat(accesses.objection(app))
                    .hasValueSatisfying(slip -> assertThat(slip.reason()).isEqualTo(Reason.SpecInvalid));
            assertThat(decided(ada("")).apps().values()).noneMatch(decision -> decision instanceof Decision.Want);
            assertThat(decided(ada(HAS_ACCOUNT)).apps().get(WIKI)).isInstanceOf(Decision.Hold.class);
        }
    }

    /** Only these two namespaces are watched, so that the labels of none are known. */
    @Nested
    class AnOfferByLabelsThatAreNotKnown {
        private static final String TO_ALL_BY_LABELS = "allowedNamespaces: {from: Selector, selector: {}}";

        private final Neighbourhood narrow = new Neighbourhood(Set.of("people", "subsidiary"));
        private final Accesses seen = narrow.accesses();
        private final CachedWorld near = Wiring.world(narrow.caches, seen, Clock.fixed(NOW, ZoneOffset.UTC));

        private Resolution decided(String status) {
            var ada = narrow.has(
                    "subsidiary",
                    "ada",
                    "{userName: ada, externalId: \"1\", roles: [{name: staff}]}",
                    "{" + status + "}");
            return near.person(ada).orElseThrow().resolve(NOW);
        }

        @BeforeEach
        void isThere() {
            narrow.hasApp("wiki", TO_ALL_BY_LABELS);
            narrow.hasRole("employee", "{" + EMPLOYEE + ", " + TO_ALL_BY_LABELS + "}");
        }

        @ParameterizedTest
        @ValueSource(strings = {INHERITS, GRANTS})
        void givesNobodyAnything(String staff) {
            narrow.hasRole("subsidiary", "staff", staff);

            assertThat(decided("").apps().values()).noneMatch(decision -> decision instanceof Decision.Want);
        }

        @ParameterizedTest
        @ValueSource(strings = {INHERITS, GRANTS})
        void takesNothingFromAnybody(String staff) {
            narrow.hasRole("subsidiary", "staff", staff);

            var held = staff.equals(INHERITS) ? HOLDS_EMPLOYEE + ", " + HAS_ACCOUNT : HAS_ACCOUNT;
            assertThat(decided(held).apps().get(WIKI)).isInstanceOf(Decision.Hold.class);
        }

        @Test
        void isNoMatterWhereARoleThatIsOfferedGivesTheApp() {
            narrow.hasRole("employee", "{" + EMPLOYEE + ", allowedNamespaces: {from: All}}");
            narrow.hasRole("subsidiary", "staff", INHERITS);

            assertThat(decided("").apps().get(WIKI)).isInstanceOf(Decision.Want.class);
        }

        @Test
        void isNoMatterToThePeopleOfTheOwnNamespace() {
            var bob = narrow.has("bob", "{userName: bob, roles: [{name: employee}]}");

            assertThat(near.person(bob).orElseThrow().resolve(NOW).apps().get(WIKI))
                    .isInstanceOf(Decision.Want.class);
        }

        /** Whoever refers to a role from elsewhere must not take it from its own people. */
        @Test
        void isNoMatterToThemAlsoWhereARoleOfAnotherNamespaceThatTheyHoldNamesTheirs() {
            narrow.hasRole(
                    "auditor", "{allowedNamespaces: {from: All}, inherits: [{name: desk, namespace: subsidiary}]}");
            narrow.hasRole("subsidiary", "desk", "{" + TO_ALL_BY_LABELS + "}");
            narrow.hasRole("subsidiary", "staff", "{inherits: [{name: auditor, namespace: people}]}");

            assertThat(decided("").next().roles()).containsKey(new RoleKey("subsidiary", "desk"));
        }

        @Test
        void stillKeepsTheRoleFromWhoeverHoldsOneThatItConflictsWith() {
            narrow.hasRole(
                    "employee", "{" + EMPLOYEE + ", " + TO_ALL_BY_LABELS + ", conflictsWith: [{name: auditor}]}");
            narrow.hasRole("auditor", "{allowedNamespaces: {from: All}}");
            narrow.hasRole("subsidiary", "staff", INHERITS);

            assertThat(seen.of("subsidiary").conflictsOf(new RoleKey("people", "auditor")))
                    .containsExactly(new RoleKey("people", "employee"));
        }

        @Test
        void soundsFromElsewhereAsIfItWereNotThere() {
            var staff = narrow.hasRole("subsidiary", "staff", GRANTS);

            var heard = RoleConditions.of(staff, new Conditions(List.of(), 1, NOW), seen);

            assertThat(heard.getFirst().reason()).isEqualTo("AppNotFound");
        }

        @Test
        void saysWhatToDo() {
            var employee = narrow.caches.role(new RoleKey("people", "employee")).orElseThrow();

            var ready = RoleConditions.of(employee, new Conditions(List.of(), 1, NOW), seen)
                    .getFirst();

            assertThat(ready.reason()).isEqualTo("ScopeTooNarrow");
            assertThat(ready.message()).contains("USHER_WATCH_NAMESPACES", "`from: Names`");
            assertThat(seen.objection(narrow.caches.app(WIKI).orElseThrow()))
                    .hasValueSatisfying(wrong -> assertThat(wrong.reason()).isEqualTo(Reason.ScopeTooNarrow));
        }

        @Test
        void saysWhichPermissionIsMissing() {
            here.caches.namespaces().forbidden();
            var app = here.hasApp("wiki", TO_ALL_BY_LABELS);

            assertThat(accesses.objection(app))
                    .hasValueSatisfying(
                            wrong -> assertThat(wrong.message()).contains("get, list and watch namespaces"));
        }
    }

    @Test
    void whatAnotherInstallationLooksAfterIsAsGoodAsNotThere() {
        here.hasApp("wiki", "allowedNamespaces: {from: All}");
        var role = here.hasRole("subsidiary", "staff", GRANTS);

        var seen = new Offering(here.caches, new CelRulings(), namespace -> !namespace.equals("people"), any -> false);

        assertThat(seen.app("subsidiary", WIKI)).isEmpty();
        assertThat(seen.app("people", WIKI)).isPresent();
        assertThat(seen.role("people", Translate.key(role))).isPresent();
    }
}
