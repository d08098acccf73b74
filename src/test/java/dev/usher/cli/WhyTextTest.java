package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.controller.Explanations;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WhyTextTest {
    private static final String BUILDERS = "{kind: group, value: builders}";
    private static final String STAFF = "{kind: group, value: staff}";

    private final Town town = new Town();

    @BeforeEach
    void found() {
        town.app("wiki", "")
                .role("employee", "{grants: [{app: {name: wiki}, entitlements: [" + STAFF + "]}]}")
                .role(
                        "builder",
                        "{inherits: [{name: employee}], membership: {rule: \"user.department == 'Engineering' && user.type == 'Employee'\"}, grants: [{app: {name: wiki}, entitlements: ["
                                + BUILDERS + "]}]}");
    }

    @Test
    void leadsFromWhatIsHeldDownToWhatARuleSaysAndWhatWasGivenByHand() {
        town.user("ada", "{userName: ada, department: Engineering, roles: [{name: employee}]}", """
                {roles: [{name: builder, namespace: people, causes: [{kind: Rule, since: "2026-09-01T00:00:00Z"}]}],
                 accounts: [{app: wiki, namespace: people, state: Active, since: "2026-09-01T00:00:02Z", id: a1}],
                 conditions: [{type: Ready, status: "True", reason: Provisioned, message: m, lastTransitionTime: "2026-09-01T00:00:03Z"}]}
                """.replace("\n", " "));

        assertThat(town.why("ada")).isEqualTo("""
                ada in people: Active
                  recorded: Ready True, Provisioned, since 2026-09-01T00:00:03Z

                wiki: an enabled account with group builders, group staff
                  recorded: Active, since 2026-09-01T00:00:02Z
                  group builders
                    <- role builder: by its rule, since 2026-09-01T00:00:00Z
                        user.department == 'Engineering'  yes
                        user.type == 'Employee'           yes
                  group staff
                    <- role employee: given by hand, since 2026-09-15T12:00:00Z
                    <- role employee: contained in role builder, since 2026-09-15T12:00:00Z
                      <- role builder: by its rule, since 2026-09-01T00:00:00Z
                          user.department == 'Engineering'  yes
                          user.type == 'Employee'           yes
                """);
    }

    @Test
    void namesTheLockThatShutsTheUserOut() {
        town.user("ada", "{userName: ada, roles: [{name: employee}]}", """
                        {accounts: [{app: wiki, namespace: people, state: Active, since: "2026-09-01T00:00:02Z", id: a1}]}
                        """)
                .lock("case-7", "{user: {name: ada}, reason: r, requestedBy: grace, until: \"2026-10-01T00:00:00Z\"}");

        assertThat(town.why("ada", "wiki")).startsWith("""
                ada in people: Locked
                  next: LockEnds at 2026-10-01T00:00:00Z
                  worth knowing
                    Locked: AccessLock case-7 shuts this user out of everything: it goes on by itself once the lock has ended, see its `spec.until`, or is released by `spec.released`

                wiki: a disabled account, because AccessLock case-7 in people until 2026-10-01T00:00:00Z shuts the user out
                """);
    }

    @Test
    void namesTheLockBecauseOfWhichThereIsNoAccount() {
        town.user("ada", "{userName: ada, roles: [{name: employee}]}")
                .lock("case-7", "{user: {name: ada}, apps: [{name: wiki}], reason: r, requestedBy: grace}");

        assertThat(town.why("ada", "wiki"))
                .startsWith("ada in people: Active\n")
                .contains("wiki: no account: AccessLock case-7 in people shuts the user out");
    }

    @Test
    void namesTheLockThatKeepsARoleFromTheUser() {
        town.user("ada", "{userName: ada, roles: [{name: employee}]}")
                .lock(
                        "case-9",
                        "{user: {name: ada}, kind: Exclusion, roles: [{name: employee}], reason: r, requestedBy: grace}");

        assertThat(town.why("ada", "wiki"))
                .startsWith("ada in people: Active\n")
                .contains("RoleExcluded: Role employee is kept from this user by AccessLock case-9");
    }

    @Test
    void saysThatSomebodyHasToLogInBeforeThereIsAnAccount() {
        town.app("forum", "creation: JustInTime")
                .role("reader", "{grants: [{app: {name: forum}, entitlements: [" + STAFF + "]}]}")
                .user("ada", "{userName: ada, roles: [{name: reader}]}", """
                        {accounts: [{app: forum, namespace: people, state: AwaitingLogin, since: "2026-09-01T00:00:02Z"}]}
                        """);

        assertThat(town.why("ada", "forum"))
                .contains(
                        "forum: no account yet: the app makes it when the user logs in there for the first time, and Usher makes none; then an enabled account with group staff")
                .contains("recorded: AwaitingLogin, since 2026-09-01T00:00:02Z");
    }

    @Test
    void saysWhatAnAccountHoldsThatNoRoleExplains() {
        town.user("ada", "{userName: ada, roles: [{name: employee}]}", """
                {accounts: [{app: wiki, namespace: people, state: Active, since: "2026-09-01T00:00:02Z", id: a1,
                 unexplained: [{kind: group, value: owners}, {kind: group, value: team-7}], unexplainedCount: 3}]}
                """.replace("\n", " "));

        assertThat(town.why("ada")).contains("""
                  recorded: Active, since 2026-09-01T00:00:02Z
                    holds what no role explains: group owners, group team-7, 1 more
                  group staff
                """);
    }

    @Test
    void saysWhichConditionIsMissingAndThroughWhatItCouldBeHeld() {
        town.role("guest", "{grants: [{app: {name: wiki}}]}")
                .user("grace", "{userName: grace, department: Sales, type: Employee}");

        assertThat(town.why("grace", "wiki")).isEqualTo("""
                grace in people: Active

                wiki: no account: no role that gives it is held
                  not held: role builder, which would give group builders
                    not given by hand, and by its rule:
                      user.department == 'Engineering'  no
                      user.type == 'Employee'           yes
                  not held: role employee, which would give group staff
                    not given by hand, and it has no rule
                    nor through role builder, which would give group builders
                      not given by hand, and by its rule:
                        user.department == 'Engineering'  no
                        user.type == 'Employee'           yes
                  not held: role guest
                    not given by hand, and it has no rule
                """);
    }

    @Test
    void saysUntilWhenSomethingIsHeldAndWhyWhatIsAskedForIsNotGiven() {
        town.role(
                        "auditor",
                        "{conflictsWith: [{name: builder}], grants: [{app: {name: wiki}, entitlements: [{kind: group, value: auditors}]}]}")
                .user(
                        "ada",
                        "{userName: ada, roles: [{name: builder, until: \"2026-09-30\"}, {name: auditor}]}",
                        "{roles: [{name: builder, namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]}");

        assertThat(town.why("ada", "wiki"))
                .contains(
                        "<- role builder: given by hand, since 2026-09-01T00:00:00Z, until 2026-10-01T00:00:00Z",
                        "  not held: role auditor, which would give group auditors\n"
                                + "    RoleConflict: Role auditor (Explicit) conflicts with Role builder (Explicit)");
    }

    @Test
    void saysWhenWhatIsGivenByHandBeginsOrHasEnded() {
        town.role("guest", "{grants: [{app: {name: wiki}}]}")
                .user(
                        "grace",
                        "{userName: grace, department: Sales, type: Employee, roles: [{name: guest, from: \"2026-10-01\"}, {name: builder, until: \"2026-08-31\"}]}");

        assertThat(town.why("grace", "wiki")).contains("""
                          not held: role builder, which would give group builders
                            given by hand, which ended at 2026-09-01T00:00:00Z, and by its rule:
                              user.department == 'Engineering'  no
                        """).contains("""
                          not held: role guest
                            given by hand, which begins at 2026-10-01T00:00:00Z, and it has no rule
                        """).doesNotContain("waits for", "worth knowing");
    }

    @Test
    void saysThatThereIsNoRoomForARoleAndNotThatItsRuleIsTrue() {
        var roles = IntStream.range(100, 356).mapToObj(number -> "r" + number).toList();
        roles.forEach(name -> town.role(name, "{}"));
        town.user(
                "ada",
                "{userName: ada, department: Engineering, type: Employee, roles: [{name: "
                        + String.join("}, {name: ", roles) + "}]}",
                "{roles: [{name: "
                        + String.join(
                                ", namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}, {name: ",
                                roles)
                        + ", namespace: people, causes: [{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}]}]}");

        assertThat(town.why("ada", "wiki"))
                .contains(
                        "  not held: role builder, which would give group builders\n    TooManyRoles: at most 256 roles can be held by one user: builder is one too many")
                .doesNotContain("user.department");
    }

    @Test
    void saysThatARoleIsHeldBesideAnotherByAnException() {
        town.role(
                        "auditor",
                        "{conflictsWith: [{name: employee}], exceptions: [{user: {name: ada}, reason: hand-over, until: \"2026-12-31\"}], grants: [{app: {name: wiki}, entitlements: [{kind: group, value: auditors}]}]}")
                .user("ada", "{userName: ada, roles: [{name: auditor}, {name: employee}]}");

        assertThat(town.why("ada")).contains("""
                  group auditors
                    <- role auditor: given by hand, since 2026-09-15T12:00:00Z
                    <- role auditor: held beside role employee by an exception until 2027-01-01T00:00:00Z: hand-over
                """);
        assertThat(town.json("ada", "wiki"))
                .contains(
                        "\"exceptions\":[{\"role\":\"employee\",\"namespace\":\"people\",\"until\":\"2027-01-01T00:00:00Z\",\"reason\":\"hand-over\"}]");
    }

    @Test
    void saysThatAMoverKeepsARoleForAWhile() {
        town.role(
                        "engineer",
                        "{membership: {rule: \"user.department == 'Engineering'\", graceSeconds: 864000}, grants: [{app: {name: wiki}}]}")
                .user(
                        "ada",
                        "{userName: ada, department: Sales}",
                        "{roles: [{name: engineer, namespace: people, causes: [{kind: Grace, since: \"2026-09-10T00:00:00Z\", until: \"2026-09-20T00:00:00Z\"}]}]}");

        assertThat(town.why("ada", "wiki"))
                .contains(
                        "<- role engineer: kept for a while after a change of the user, since 2026-09-10T00:00:00Z, until 2026-09-20T00:00:00Z");
    }

    @Test
    void saysWhomAnAppIsForThatIsNotForThisUser() {
        town.app("chat", "users: \"user.type != 'Service' && user.attributes.badge == '77'\"")
                .role("talker", "{grants: [{app: {name: chat}}]}")
                .user("bot", "{userName: bot, type: Service, owners: [{name: ada}], roles: [{name: talker}]}")
                .user("ada", "{userName: ada}");

        assertThat(town.why("bot", "chat"))
                .contains("chat: no account: the app is not for this user\n")
                .contains("  the app is for whoever this is true of\n")
                .contains("    user.type != 'Service'         no\n")
                .contains("    user.attributes.badge == '77'  cannot be told\n")
                .contains("    <- role talker: given by hand");
    }

    @Test
    void saysThatNoRoleGivesAnApp() {
        town.app("vault", "").user("ada", "{userName: ada}");

        assertThat(town.why("ada", "vault")).contains("vault: no account: no role gives it\n");
        assertThat(town.why("ada")).endsWith("\nnothing is given to this user, and no account is recorded\n");
    }

    @Test
    void saysWhatHasToBeMendedFirst() {
        town.policy("{quality: [{rule: has(user.email), message: give an address}]}")
                .user("ada", "{userName: ada, manager: {name: bob}, roles: [{name: employee}, {name: gone}]}");

        assertThat(town.why("ada"))
                .contains("""
                          frozen: nothing is added and nothing is changed until this is mended
                            QualityRuleBroken: a rule of the ProvisioningPolicy is not true of this user: give an address
                        """)
                .contains("  waits for something, while all else goes on\n    RoleNotFound: Role gone")
                .contains("  worth knowing\n    ManagerNotFound: manager bob")
                .contains("wiki: no account: nothing is added while the user is frozen or suspended\n");
    }

    @Test
    void saysThatSomebodyDepartedWhateverRulesSay() {
        town.user(
                "ada",
                "{userName: ada, department: Engineering, employments: [{id: main, status: Terminated}]}",
                "{accounts: [{app: wiki, namespace: people, state: Held, since: \"2026-09-01T00:00:02Z\", id: a1, reason: RemovalsHeld, message: until later}]}");

        assertThat(town.why("ada", "wiki")).isEqualTo("""
                ada in people: Departed

                wiki: a disabled account, because the user has departed
                  recorded: Held, RemovalsHeld, since 2026-09-01T00:00:02Z
                    until later
                """);
    }

    @Test
    void endsWhereRolesContainEachOther() {
        town.role("a", "{inherits: [{name: b}], grants: [{app: {name: wiki}}]}")
                .role("b", "{inherits: [{name: a}]}")
                .user("ada", "{userName: ada, roles: [{name: b}]}")
                .user("grace", "{userName: grace}");

        assertThat(town.why("ada")).contains("""
                  the account itself
                    <- role a: contained in role b, since 2026-09-15T12:00:00Z
                      <- role b: given by hand, since 2026-09-15T12:00:00Z
                      <- role b: contained in role a (see above), since 2026-09-15T12:00:00Z
                """);
        assertThat(town.why("grace", "wiki")).contains("""
                  not held: role a
                    not given by hand, and it has no rule
                    nor through role b
                      not given by hand, and it has no rule
                """);
    }

    @Test
    void explainsARoleOnceToWhichManyWaysLead() {
        town.role("a", "{grants: [{app: {name: wiki}}]}")
                .role("b", "{inherits: [{name: a}]}")
                .role("c", "{inherits: [{name: a}, {name: b}]}")
                .user("ada", "{userName: ada, roles: [{name: c}]}");

        assertThat(town.why("ada")).contains("""
                  the account itself
                    <- role a: contained in role b, since 2026-09-15T12:00:00Z
                      <- role b: contained in role c, since 2026-09-15T12:00:00Z
                        <- role c: given by hand, since 2026-09-15T12:00:00Z
                    <- role a: contained in role c (see above), since 2026-09-15T12:00:00Z
                """);
    }

    @Test
    void saysWhatStaysBecauseNobodyCanTell() {
        var held =
                "{roles: [{name: builder, namespace: people, causes: [{kind: Rule, since: \"2026-09-01T00:00:00Z\"}]}],"
                        + " accounts: [{app: wiki, namespace: people, state: Active, since: \"2026-09-01T00:00:02Z\", id: a1}]}";
        var broken = new Town()
                .app("wiki", "")
                .role(
                        "builder",
                        "{membership: {rule: \"user.attributes.badge == '77'\"}, grants: [{app: {name: wiki}, entitlements: ["
                                + BUILDERS + "]}]}")
                .user("ada", "{userName: ada}", held);

        assertThat(broken.why("ada"))
                .contains(
                        "wiki: the account as it is, because nobody can tell whether a role that gave it is still held\n")
                .contains("""
                            <- role builder: by its rule, of which nobody can tell whether it is still true, since 2026-09-01T00:00:00Z
                                user.attributes.badge == '77'  cannot be told
                        """);
    }

    @Nested
    class AnAppOfAnotherNamespace {
        @BeforeEach
        void isShared() {
            town.app("group/chat", "allowedNamespaces: {from: All}")
                    .role("group/talker", "{allowedNamespaces: {from: All}, grants: [{app: {name: chat}}]}")
                    .role("group/caller", "{allowedNamespaces: {from: All}, grants: [{app: {name: chat}}]}")
                    .role("talker", "{inherits: [{name: talker, namespace: group}]}");
        }

        @Test
        void isAskedForWithItsNamespaceAndSoAreItsRolesNamed() {
            town.user("ada", "{userName: ada, roles: [{name: talker}]}");

            assertThat(town.why("ada", "group/chat")).isEqualTo("""
                    ada in people: Active

                    group/chat: an enabled account
                      the account itself
                        <- role group/talker: contained in role talker, since 2026-09-15T12:00:00Z
                          <- role talker: given by hand, since 2026-09-15T12:00:00Z
                    """);
            assertThat(town.ask("ada", Optional.of("chat"))).isInstanceOf(Explanations.Answer.NoSuchApp.class);
        }

        @Test
        void lacksOnlyTheRolesThereToWhichOneOfTheOwnNamespaceLeads() {
            town.user("ada", "{userName: ada}");

            assertThat(town.why("ada", "group/chat")).isEqualTo("""
                    ada in people: Active

                    group/chat: no account: no role that gives it is held
                      not held: role group/talker
                        of another namespace: held only through a role that contains it
                        nor through role talker
                          not given by hand, and it has no rule
                    """);
        }

        @Test
        void lacksNothingWhereNoRoleOfTheOwnNamespaceLeadsThere() {
            var apart = new Town()
                    .app("group/chat", "allowedNamespaces: {from: All}")
                    .role("group/caller", "{allowedNamespaces: {from: All}, grants: [{app: {name: chat}}]}")
                    .user(
                            "ada",
                            "{userName: ada}",
                            "{accounts: [{app: chat, namespace: group, state: Active, since: \"2026-09-01T00:00:02Z\", id: a1}]}");

            assertThat(apart.why("ada", "group/chat")).doesNotContain("not held:");
        }
    }
}
