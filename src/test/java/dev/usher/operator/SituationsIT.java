package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static dev.usher.operator.Situation.isAs;
import static dev.usher.operator.Situation.live;
import static dev.usher.operator.Situation.lock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.FreePort;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.gitops.ArgoLua;
import dev.usher.gitops.Fixtures;
import dev.usher.gitops.Verdicts;
import dev.usher.simulator.Match;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in {@link Fixtures} is what the API server says while the packaged operator is at work, and Argo CD shows it as is expected. */
@ExtendWith(WithControlPlane.class)
class SituationsIT {
    private static final int COMPANIES = 6;
    static final String SOURCE = """
            csv: {configMap: {name: hr, key: people.csv}}
            key: number
            mode: Observe
            everySeconds: 5
            fields:
            - {to: userName, from: login}
            - {to: externalId, from: number}
            - {to: status, from: state, words: {A: Active}}
            """;
    static final String FILE = "number,login,state\n1815,ada,A\n1906,grace,A\n";

    private static OperatorWorld world;
    private static OperatorProcess operator;
    private static Company unseen;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
        unseen = new Company(plane, home.name());
    }

    @AfterAll
    static void end() {
        unseen.close();
        world.close();
    }

    private static void decide(Company company, String name, String wave) {
        company.apply(
                "RemovalDecision",
                name,
                "{app: {name: wiki}, wave: " + wave + ", decision: Keep, reason: case 8, requestedBy: admin}");
    }

    /** In a namespace that the operator does not look after. */
    @Test
    void directlyAfterCreationEverythingWaitsForUsher() {
        unseen.app("wiki");
        unseen.role("employee", "grants: [{app: {name: wiki}}]");
        unseen.user("ada", "{userName: ada, roles: [{name: employee}]}");
        unseen.apply("ProvisioningPolicy", "default", "workday: {zone: Europe/London}");
        unseen.apply("UserSource", "hr", SOURCE);
        lock(unseen, "case-7", "user: {name: ada}");
        unseen.apply("LegalHold", "matter-7", "{users: [{name: ada}], matter: matter 7, requestedBy: admin}");
        decide(unseen, "case-8", "w7c1e90ab");
        unseen.apply(
                "RetainedAccount",
                "grace.wiki",
                "{app: {name: wiki}, externalId: '1906', realm: people, reason: UserDeleted}");

        for (var created : Map.<Class<? extends HasMetadata>, String>of(
                        TargetApp.class, "wiki",
                        Role.class, "employee",
                        ProvisionedUser.class, "ada",
                        ProvisioningPolicy.class, "default",
                        UserSource.class, "hr",
                        AccessLock.class, "case-7",
                        LegalHold.class, "matter-7",
                        RemovalDecision.class, "case-8",
                        RetainedAccount.class, "grace.wiki")
                .entrySet()) {
            isAs(
                    HasMetadata.getKind(created.getKey()).toLowerCase(Locale.ROOT) + "-created",
                    unseen,
                    created.getKey(),
                    created.getValue(),
                    "Ready=Unknown/Pending");
        }
    }

    @Test
    void whatIsAsDeclaredIsHealthy() {
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.apply("ProvisioningPolicy", "default", "workday: {zone: Europe/London}");
        company.user("ada", "{userName: ada, externalId: '1815', roles: [{name: employee}]}");
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        company.user(
                "hedy",
                "{userName: hedy, roles: [{name: employee}], employments: [{id: main, status: Active, startTime: '2090-01-01'}]}");
        isAs("targetapp-reachable", company, TargetApp.class, "wiki", "Ready=True/Reachable");
        isAs("role-resolved", company, Role.class, "employee", "Ready=True/Resolved");
        isAs("provisioningpolicy-inforce", company, ProvisioningPolicy.class, "default", "Ready=True/InForce");
        isAs("provisioneduser-provisioned", company, ProvisionedUser.class, "ada", "Ready=True/Provisioned");
        isAs("provisioneduser-planned", company, ProvisionedUser.class, "hedy", "Ready=True/Planned");
        company.file("hr", "people.csv", FILE);
        company.apply("UserSource", "hr", SOURCE);
        isAs("usersource-observed", company, UserSource.class, "hr", "Ready=True/Observed");
        company.apply("LegalHold", "matter-7", "{users: [{name: ada}], matter: matter 7, requestedBy: admin}");
        isAs("legalhold-preserving", company, LegalHold.class, "matter-7", "Ready=True/Preserving");
        lock(company, "case-7", "user: {name: ada}");
        isAs("accesslock-locked", company, AccessLock.class, "case-7", "Ready=True/Locked");

        company.delete(ProvisionedUser.class, "grace");

        soon(() -> assertThat(company.retained()).hasSize(1));
        var retained = company.retained().getFirst().getMetadata().getName();
        isAs("retainedaccount-retained", company, RetainedAccount.class, retained, "Ready=True/Retained");
    }

    @Test
    void whatSomebodyHasToMendIsDegradedAndWhatGoesOnByItselfIsNot() {
        var company = world.company();
        company.app("wiki");
        company.app("chat");
        company.secret("chat", "127.0.0.1", "another");
        isAs("targetapp-credentials", company, TargetApp.class, "chat", "Ready=False/CredentialsRejected", "Stalled=");
        company.secret("gone", "127.0.0.1", "token");
        company.declare("gone", URI.create("http://127.0.0.1:" + FreePort.find() + "/scim/v2"), "");
        isAs("targetapp-unreachable", company, TargetApp.class, "gone", "Ready=False/AppUnreachable", "Reconciling=");
        company.role("broken", "{membership: {rule: 'user.department =='}, grants: [{app: {name: wiki}}]}");
        isAs("role-ruleinvalid", company, Role.class, "broken", "Ready=False/RuleInvalid", "Stalled=");
        company.user("ada", "{userName: ada, roles: [{name: nobody}]}");
        isAs("provisioneduser-rolenotfound", company, ProvisionedUser.class, "ada", "Ready=False/RoleNotFound");
        company.user("augusta", "{userName: ada}");
        isAs(
                "provisioneduser-duplicate",
                company,
                ProvisionedUser.class,
                "augusta",
                "Ready=False/DuplicateUserName",
                "Stalled=");
        company.apply("UserSource", "hr", SOURCE);
        isAs("usersource-notread", company, UserSource.class, "hr", "Ready=False/SourceNotRead", "Stalled=");
        lock(company, "case-7", "user: {name: nobody}");
        isAs("accesslock-usernotfound", company, AccessLock.class, "case-7", "Ready=False/UserNotFound", "Stalled=");
        decide(company, "case-8", "w7c1e90ab");
        isAs("removaldecision-wavenotfound", company, RemovalDecision.class, "case-8", "Ready=False/WaveNotFound");
    }

    @Test
    void whatWaitsForAPersonOrADateIsSuspended() {
        var company = world.company();
        var wiki = company.app("wiki", "safety: {removals: {count: 1, percent: 1}}\n");
        company.role("employee", wiki);
        company.role("visitor", wiki);
        IntStream.range(0, 12)
                .mapToObj(number -> "user-" + number)
                .forEach(name -> company.user(name, "{userName: " + name + ", roles: [{name: employee}]}"));
        company.awaitAllReady(12, Company.SOON);
        company.awaitRolledOut("wiki");

        company.role("employee", "{description: gives nothing any more}");

        isAs("provisioneduser-held", company, ProvisionedUser.class, "user-0", "Ready=False/RemovalsHeld");
        isAs(
                "targetapp-held",
                company,
                TargetApp.class,
                "wiki",
                "Ready=True/Reachable",
                "RemovalsHeld=True/OverBudget");
        var wave = company.find(TargetApp.class, "wiki")
                .orElseThrow()
                .getStatus()
                .held()
                .getFirst()
                .wave();
        decide(company, "case-8", wave);
        isAs("removaldecision-kept", company, RemovalDecision.class, "case-8", "Ready=True/WaveKept");
        lock(company, "case-7", "user: {name: user-0}, from: '2090-01-01T00:00:00Z'");
        isAs("accesslock-scheduled", company, AccessLock.class, "case-7", "Ready=False/Scheduled");
        company.file("hr", "people.csv", FILE);
        company.apply("UserSource", "hr", SOURCE + "sanity: {minimumRecords: 100}\n");
        isAs("usersource-held", company, UserSource.class, "hr", "Ready=False/RunHeld");
    }

    private static void act(Company company, Class<? extends HasMetadata> kind, String name, String action) {
        var before = live(company, kind, name);
        var spec = ArgoLua.act(action, before).path("spec");
        // What is not in the answer any more is taken out, as by the patch that Argo CD makes of it.
        var patch = spec.has("suspend") ? spec.toString() : "{\"suspend\": null}";
        company.client()
                .resources(kind)
                .inNamespace(company.namespace())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": " + patch + "}");
    }

    @Test
    void whatArgoCdSuspendsIsSuspendedUntilItIsResumed() {
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");

        act(company, ProvisionedUser.class, "ada", "suspend");
        isAs("provisioneduser-suspended", company, ProvisionedUser.class, "ada", "Ready=True/Suspended");
        act(company, TargetApp.class, "wiki", "suspend");
        isAs("targetapp-suspended", company, TargetApp.class, "wiki", "Suspended=True");

        act(company, ProvisionedUser.class, "ada", "resume");
        act(company, TargetApp.class, "wiki", "resume");
        isAs("targetapp-reachable", company, TargetApp.class, "wiki", "Ready=True/Reachable");
        isAs("provisioneduser-provisioned", company, ProvisionedUser.class, "ada", "Ready=True/Provisioned");
    }

    /** Which of several reasons it gives depends on how fast the machine is. */
    private static void progresses(String fixture, Company company, String user) {
        soon(() -> {
            var live = live(company, ProvisionedUser.class, user);
            assertThat(String.valueOf(Fixtures.shape(live).get("conditions"))).contains("Reconciling=True");
            if (Fixtures.areWritten()) {
                Fixtures.write(fixture, live);
            }
            assertThat(ArgoLua.health(live).status()).isEqualTo(Verdicts.health(fixture));
        });
    }

    @Test
    void whatIsUnderWayProgresses() {
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.awaitRolledOut(Role.class, "employee");
        var gate = wiki.simulator().on(Match.writes(), 1000).holdBeforeCommit();
        try {
            company.user("ada", "{userName: ada, roles: [{name: employee}]}");
            progresses("provisioneduser-progressing", company, "ada");
        } finally {
            gate.release();
        }
        company.awaitReady("ada");
    }

    private static void finalizers(
            Company company, Class<? extends HasMetadata> kind, String name, List<String> finalizers) {
        company.client()
                .resources(kind)
                .inNamespace(company.namespace())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("metadata", Map.of("finalizers", finalizers))));
    }

    @Test
    void whatIsGoingOrWasEditedWhileNoOperatorIsThereProgresses() {
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        company.awaitRolledOut("wiki");
        company.awaitRolledOut(Role.class, "employee");
        assertThat(operator.stop()).isZero();

        company.user("ada", "{userName: ada, title: Analyst, roles: [{name: employee}]}");
        company.role("employee", "{description: anew, grants: [{app: {name: wiki}}]}");
        company.declare("wiki", wiki.simulator().endpoint(), "displayName: Wiki\n");
        isAs("provisioneduser-edited", company, ProvisionedUser.class, "ada", "Ready=True/Provisioned");
        isAs("role-edited", company, Role.class, "employee", "Ready=True/Resolved");
        isAs("targetapp-edited", company, TargetApp.class, "wiki", "Ready=True/Reachable");

        operator = world.startOperator();
        company.awaitReady("ada");
        company.awaitRolledOut("wiki");
        assertThat(operator.stop()).isZero();
        finalizers(company, TargetApp.class, "wiki", List.of("example.com/kept"));
        company.delete(TargetApp.class, "wiki");
        company.delete(ProvisionedUser.class, "ada");
        isAs("targetapp-deleted", company, TargetApp.class, "wiki", "Ready=True/Reachable");
        isAs("provisioneduser-deleted", company, ProvisionedUser.class, "ada", "Ready=True/Provisioned");

        finalizers(company, TargetApp.class, "wiki", List.of());
        operator = world.startOperator();
        soon(() -> assertThat(company.find(ProvisionedUser.class, "ada")).isEmpty());
    }
}
