package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Question.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Workday;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Related;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Text;
import dev.usher.domain.rule.Truth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortraitTest {
    private static final Formula TITLE = new Formula("user.title");
    private static final Formula BADGE = new Formula("user.attributes.badge");
    private static final Formula LOGIN = new Formula("user.email");
    private static final Map<String, String> MINIMAL = Map.of(
            "userName", "ada",
            "displayName", "Ada Lovelace",
            "givenName", "Ada",
            "familyName", "Lovelace",
            "email", "ada@example.com");

    private final Question asked = new Question();

    @BeforeEach
    void formulas() {
        asked.company
                .says(TITLE, ada -> new Text.Value(ada.profile().get("title").orElse("")))
                .says(
                        BADGE,
                        ada -> ada.profile()
                                .get("badge")
                                .<Text>map(Text.Value::new)
                                .orElse(Text.UNKNOWN))
                .says(LOGIN, ada -> new Text.Value(ada.profile().get("email").orElse("")));
    }

    private static Person ada(Map<String, String> more, Employment... employments) {
        return new Person(
                Company.NAMESPACE,
                "ada",
                PersonType.Employee,
                new Identity(Company.NAMESPACE, "1815"),
                Attributes.of(MINIMAL).with(Attributes.of(more)),
                List.of(employments),
                Workday.WHOLE_DAYS_IN_UTC,
                Optional.empty(),
                Instant.EPOCH);
    }

    private static MappedAttribute always(String to, Formula value) {
        return new MappedAttribute.Always(to, value);
    }

    private static Desired desired(Resolution resolution) {
        return ((Decision.Want) decision(resolution, "github")).account();
    }

    private static Map<String, String> shown(Resolution resolution) {
        return desired(resolution).attributes().values();
    }

    /** Stored in the status of everybody since before apps could map anything: an upgrade must write nothing. */
    @Test
    void isWhatItWasWhereTheAppMapsNothing() {
        var resolution = asked.resolve(ada(Map.of("title", "Analyst", "badge", "77")), "analyst");

        var want = (Decision.Want) decision(resolution, "github");
        assertThat(new Digests("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                        .wanted(want.account(), want.frozen(), want.terms().peculiar())
                        .text())
                .isEqualTo("1.l067Ef9xWiG9");
        assertThat(want.account().attributes().values()).isEqualTo(MINIMAL);
        assertThat(want.account().managed()).isEqualTo(Attributes.MINIMAL);
    }

    @Nested
    class AnAppThatShowsManagers {
        private static final Formula MANAGER = new Formula("user.manager");

        @BeforeEach
        void shows() {
            asked.company
                    .says(
                            MANAGER,
                            ada -> new Text.Value(ada.profile().get("manager").orElse("")))
                    .maps("github", always("manager", MANAGER));
        }

        private static Related bob(Related.Standing standing, AccountState state) {
            return new Related("bob", standing, Optional.of(Map.of(app("github"), Question.account("github", state))));
        }

        private Resolution managedBy(Related manager, String said) {
            return asked.resolve(ada(Map.of("manager", said)), around(Optional.of(manager)), "guest");
        }

        private static Surroundings around(Optional<Related> manager) {
            var alone = Surroundings.NONE;
            return new Surroundings(
                    alone.duties(),
                    alone.main(),
                    manager,
                    List.of(),
                    List.of(),
                    alone.forget(),
                    false,
                    alone.longAbsence());
        }

        @ParameterizedTest
        @EnumSource(
                value = AccountState.class,
                names = {"Active", "Disabled", "Held", "Failed", "Pending"})
        void nameThemByTheirAccountsThereHoweverThoseStand(AccountState state) {
            var resolution = managedBy(bob(Related.Standing.Here, state), "bob");

            assertThat(shown(resolution)).containsEntry("manager", "id in github");
            assertThat(resolution.problems()).isEmpty();
        }

        private static Related recorded(Map<AppId, KnownAccount> accounts) {
            return new Related("bob", Related.Standing.Here, Optional.of(accounts));
        }

        @Test
        void nameNobodyWhoHasNoAccountThere() {
            for (var bob : List.of(
                    bob(Related.Standing.Here, AccountState.Deleted),
                    bob(Related.Standing.Here, AccountState.AwaitingLogin),
                    recorded(Map.of()),
                    recorded(Map.of(app("jira"), Question.account("jira", AccountState.Active))))) {
                var resolution = managedBy(bob, "bob");

                assertThat(shown(resolution)).doesNotContainKey("manager");
                assertThat(desired(resolution).managed()).contains("manager");
                assertThat(desired(resolution).awaited()).isEmpty();
                assertThat(resolution.problems()).isEmpty();
            }
        }

        /** As after everything was declared anew on another cluster: accounts that show managers go on doing so. */
        @Test
        void leaveWhatTheyShowWhileAManagersAccountIsNotKnownYet() {
            for (var bob : List.of(
                    new Related("bob", Related.Standing.Here),
                    recorded(Map.of(app("github"), KnownAccount.inTheMaking(Question.NOW))),
                    recorded(Map.of(app("github"), Question.account("jira", AccountState.Active))))) {
                var resolution = managedBy(bob, "bob");

                assertThat(desired(resolution).awaited()).containsExactly("manager");
                assertThat(Delta.between(desired(resolution), showing("7")).attributes())
                        .isEmpty();
                assertThat(resolution.problems()).isEmpty();
            }
            assertThat(Delta.between(desired(managedBy(recorded(Map.of()), "bob")), showing("7"))
                            .attributes())
                    .containsEntry("manager", Optional.empty());
        }

        private static Account showing(String manager) {
            return new Account(
                    new RemoteId("1"),
                    Optional.of("1815"),
                    true,
                    Attributes.of(MINIMAL).with(Attributes.of(Map.of("manager", manager))),
                    Optional.empty());
        }

        @Test
        void nameNobodyWhoHasLeft() {
            var resolution = managedBy(bob(Related.Standing.Departed, AccountState.Active), "bob");

            assertThat(shown(resolution)).doesNotContainKey("manager");
            assertThat(desired(resolution).managed()).contains("manager");
        }

        /** Where everything is declared anew, whoever is managed may come before the manager. */
        @Test
        void leaveWhatTheyShowWhereTheManagerIsNotDeclared() {
            var resolution = managedBy(bob(Related.Standing.Missing, AccountState.Active), "bob");

            assertThat(Delta.between(desired(resolution), showing("7")).attributes())
                    .doesNotContainKey("manager");
            assertThat(resolution.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.ManagerNotFound);
        }

        @Test
        void leaveWhatTheyShowWhereNobodyCanTell() {
            var resolution = managedBy(bob(Related.Standing.Unknown, AccountState.Active), "bob");

            assertThat(shown(resolution)).doesNotContainKey("manager");
            assertThat(desired(resolution).managed()).doesNotContain("manager");
            assertThat(resolution.problems())
                    .extracting(Problem::kind)
                    .containsExactlyInAnyOrder(Problem.Kind.ManagerNotFound, Problem.Kind.AttributeUnknown);
        }

        /** The name alone says nothing of the namespace, nor whether they may be named from here. */
        @Test
        void leaveWhatTheyShowWhereSomebodyElseIsNamedThanTheManager() {
            var resolution = managedBy(bob(Related.Standing.Here, AccountState.Active), "eve");

            assertThat(desired(resolution).managed()).doesNotContain("manager");
            assertThat(resolution.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.AttributeUnknown);
        }

        @Test
        void nameNobodyWhereTheMappingSaysSo() {
            asked.company.says(MANAGER, ada -> new Text.Value(""));

            var resolution = managedBy(bob(Related.Standing.Here, AccountState.Active), "bob");

            assertThat(shown(resolution)).doesNotContainKey("manager");
            assertThat(desired(resolution).managed()).contains("manager");
        }
    }

    @Nested
    class AnAppThatMaps {
        @Test
        void showsTheTitleAndKeepsIt() {
            asked.company.maps("github", always("title", TITLE));

            var wanted = desired(asked.resolve(ada(Map.of("title", "Analyst")), "guest"));

            assertThat(wanted.attributes().get("title")).contains("Analyst");
            assertThat(wanted.managed()).contains("title").containsAll(Attributes.MINIMAL);
        }

        @Test
        void clearsATitleThatIsEmpty() {
            asked.company.maps("github", always("title", TITLE));

            var wanted = desired(asked.resolve(ada(Map.of()), "guest"));

            assertThat(wanted.attributes().get("title")).isEmpty();
            assertThat(wanted.managed()).contains("title");
        }

        @Test
        void leavesAnAttributeAloneThatNobodyCanTellAndSaysSo() {
            asked.company.maps("github", always("nickName", BADGE), always("displayName", BADGE));

            var resolution = asked.resolve(ada(Map.of()), "guest");

            assertThat(desired(resolution).managed()).doesNotContain("nickName", "displayName");
            assertThat(shown(resolution)).doesNotContainKeys("nickName", "displayName");
            assertThat(resolution.problems())
                    .extracting(Problem::kind, Problem::name)
                    .containsExactlyInAnyOrder(
                            tuple(Problem.Kind.AttributeUnknown, "nickName in TargetApp github"),
                            tuple(Problem.Kind.AttributeUnknown, "displayName in TargetApp github"));
        }

        @Test
        void givesANewAccountMoreThanItKeeps() {
            asked.company.maps("github", new MappedAttribute.Create("nickName", BADGE));

            var wanted = desired(asked.resolve(ada(Map.of("badge", "77")), "guest"));

            assertThat(wanted.initial().values()).isEqualTo(Map.of("nickName", "77"));
            assertThat(wanted.managed()).isEqualTo(Attributes.MINIMAL);
            assertThat(wanted.attributes().values()).isEqualTo(MINIMAL);
        }

        @Test
        void needsNotKnowOfAnAccountThatIsThereWhatOnlyANewOneIsGiven() {
            asked.company.maps("github", new MappedAttribute.Create("nickName", BADGE));

            assertThat(asked.resolve(ada(Map.of()), "guest").problems()).isNotEmpty();

            asked.hasAccount("github");
            assertThat(asked.resolve(ada(Map.of()), "guest").problems()).isEmpty();

            asked.memory = asked.memory.with(app("github"), Question.account("github", AccountState.Deleted));
            assertThat(asked.resolve(ada(Map.of()), "guest").problems()).isNotEmpty();
        }

        @Test
        void takesADefaultOneOut() {
            asked.company.maps("github", new MappedAttribute.Never("email"));

            var wanted = desired(asked.resolve(ada(Map.of()), "guest"));

            assertThat(wanted.attributes().get("email")).isEmpty();
            assertThat(wanted.managed()).doesNotContain("email").contains("displayName");
        }

        @Test
        void isAskedNothingOfWhoeverHasNoAccountThere() {
            asked.company.maps("github", always("nickName", BADGE));
            asked.hasAccount("github");

            assertThat(asked.resolve(ada(Map.of())).problems()).isEmpty();
        }
    }

    @Nested
    class ALoginThatIsMapped {
        @BeforeEach
        void mapped() {
            asked.company.maps("github", always("userName", LOGIN));
        }

        @Test
        void isTheOneOfTheAccount() {
            assertThat(desired(asked.resolve(ada(Map.of()), "guest"))
                            .attributes()
                            .userName())
                    .isEqualTo("ada@example.com");
        }

        @Test
        void makesNoAccountWhereItIsEmpty() {
            var resolution = asked.resolve(ada(Map.of("email", " ")), "guest");

            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.problems())
                    .extracting(Problem::kind, Problem::name)
                    .containsExactly(tuple(Problem.Kind.LoginUnknown, "github"));
        }

        @Test
        void leavesAnAccountButForWhatRolesTakeWhereNobodyCanTellIt() {
            asked.company.maps("github", always("userName", BADGE));
            asked.hasAccount("github");

            assertThat(decision(asked.resolve(ada(Map.of()), "analyst"), "github"))
                    .isEqualTo(new Decision.Trim(groups("analysts", "readers"), Why.Frozen));
            assertThat(decision(asked.resolve(ada(Map.of())), "github"))
                    .isEqualTo(new Decision.Disabled(Why.Unassigned));
            assertThat(decision(
                            asked.resolve(ada(Map.of(), Company.employment(Employment.Status.Terminated)), "analyst"),
                            "github"))
                    .isEqualTo(new Decision.Disabled(Why.Departed));
        }
    }

    @Nested
    class ARoleThatSets {
        @BeforeEach
        void roles() {
            asked.company.hasRole("licensed", List.of(), grant("plan", "enterprise"));
        }

        private static Grant grant(String... attributes) {
            return new Grant(app("github"), groups("licensed"), Map.of(attributes[0], attributes[1]));
        }

        @Test
        void showsItOnTheAccountsOfWhoHoldsIt() {
            assertThat(shown(asked.resolve(ada(Map.of()), "licensed"))).containsEntry("plan", "enterprise");
        }

        @Test
        void hasItClearedOnTheAccountsOfAllOthers() {
            var wanted = desired(asked.resolve(ada(Map.of()), "guest"));

            assertThat(wanted.attributes().get("plan")).isEmpty();
            assertThat(wanted.managed()).contains("plan");
        }

        @Test
        void winsOverTheMappingAndFallsBackToIt() {
            asked.company.hasRole("boss", List.of(), grant("title", "Boss"));
            asked.company.maps("github", always("title", TITLE), new MappedAttribute.Create("plan", TITLE));
            var ada = ada(Map.of("title", "Analyst"));

            assertThat(shown(asked.resolve(ada, "boss"))).containsEntry("title", "Boss");
            assertThat(shown(asked.resolve(ada, "guest"))).containsEntry("title", "Analyst");
            assertThat(desired(asked.resolve(ada, "guest")).managed()).doesNotContain("plan");
            assertThat(desired(asked.resolve(ada, "licensed")).initial()).isEqualTo(Attributes.NONE);
        }

        @Test
        void countsBeforeALaterOneAndBothAreNamed() {
            asked.company.hasRole("amateur", List.of(), grant("plan", "free"));

            var resolution = asked.resolve(ada(Map.of()), "licensed", "amateur");

            assertThat(shown(resolution)).containsEntry("plan", "free");
            assertThat(resolution.problems())
                    .extracting(Problem::kind, Problem::name)
                    .containsExactly(tuple(
                            Problem.Kind.AttributeContested, "plan in TargetApp github (Roles amateur, licensed)"));
        }

        @Test
        void contestsNothingThatAnotherOneSetsAlike() {
            asked.company.hasRole("paying", List.of(), grant("plan", "enterprise"));

            assertThat(asked.resolve(ada(Map.of()), "licensed", "paying").problems())
                    .isEmpty();
        }

        @Test
        void leavesItAsItIsWhereNobodyCanTellWhetherItIsHeld() {
            var nobodyKnows = new Rule("user.attributes.team == 'x'");
            asked.company.hasRole("licensed", nobodyKnows, grant("plan", "enterprise"));
            asked.company.answers(nobodyKnows, Truth.YES);
            asked.memory = asked.resolve(ada(Map.of()), "guest").next();
            asked.company.answers(nobodyKnows, Truth.UNKNOWN);

            var resolution = asked.resolve(ada(Map.of()), "guest");

            assertThat(resolution.next().roles()).containsKey(role("licensed"));
            assertThat(desired(resolution).managed()).doesNotContain("plan");
            asked.company.maps("github", always("plan", TITLE));
            var mapped = desired(asked.resolve(ada(Map.of("title", "free")), "guest"));
            assertThat(mapped.managed()).doesNotContain("plan");
            assertThat(mapped.attributes().get("plan")).isEmpty();
            assertThat(((Decision.Want) decision(resolution, "github")).frozen())
                    .contains(group("licensed"));
        }
    }
}
