package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.api.OrphanEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody changes in an app behind Usher's back, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class InventoryIT {
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(45);
    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final int COMPANIES = 9;

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;
    private App wiki;
    private int everySeconds = 3600;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        operator = world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void adaAndGraceWork() {
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().pageCap(2)).withGroups("staff", "admins");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "");
        company.role("employee", wiki, "staff");
        company.role("administrator", wiki, "admins");
        joins("ada");
        joins("grace");
    }

    private void joins(String name) {
        company.user(name, "{userName: " + name + ", displayName: " + name + ", roles: [{name: employee}]}");
        company.awaitReady(name);
    }

    private void leaves(String name) {
        company.user(
                name,
                "{userName: " + name + ", roles: [{name: employee}], employments: [{id: main, status: Terminated}]}");
        company.awaitState(name, "wiki", "Disabled");
    }

    /** An edit of how an app is looked after has it looked at. */
    private void isLookedAt(String settings) {
        everySeconds++;
        company.declare(
                "wiki", wiki.simulator().endpoint(), "inventory: {everySeconds: " + everySeconds + "}\n" + settings);
    }

    /** The same until all of it was looked at: what somebody changes from then on is found by the next look. */
    private void wasLookedAt(String settings) {
        // Only a look that began after somebody came counts them, and it does so once it has ended.
        wiki.simulator().addUser("somebody else");
        isLookedAt(settings);
        soon(() -> {
            company.isRolledOut("wiki");
            assertThat(inventory())
                    .isEqualTo(new TargetAppStatus.Inventory(
                            true, wiki.simulator().users().size()));
        });
    }

    /** Another operator takes over, and looks at everything first. */
    private static void takeOver() {
        assertThat(operator.stop()).isZero();
        operator = world.startOperator();
    }

    private void disables(String userName) {
        wiki.simulator().edit(userName, "active", BooleanNode.FALSE);
    }

    private TargetAppStatus status() {
        return Optional.ofNullable(
                        company.find(TargetApp.class, "wiki").orElseThrow().getStatus())
                .orElse(TargetAppStatus.NONE);
    }

    private TargetAppStatus.Counts counts() {
        return Optional.ofNullable(status().accounts()).orElseThrow(() -> new AssertionError("nothing was counted"));
    }

    private TargetAppStatus.Inventory inventory() {
        return Optional.ofNullable(status().inventory()).orElseThrow(() -> new AssertionError("no inventory yet"));
    }

    private Optional<String> drift(String user) {
        return company.said(ProvisionedUser.class, user, "Drifted").map(said -> said.message());
    }

    private List<String> events(String reason) {
        return company.client().events().v1().events().inNamespace(company.namespace()).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> event.getRegarding().getName() + ": " + event.getNote())
                .toList();
    }

    @Test
    void anAccountThatSomebodyChangedIsMadeAsDecidedAgain() {
        wiki.simulator().edit("ada", "displayName", new TextNode("The Countess"));
        wiki.simulator().removeMember("staff", "ada");
        wiki.simulator().addMember("admins", "grace");

        isLookedAt("");

        soon(() -> assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("ada"));
        soon(() -> assertThat(wiki.members("staff")).contains("ada", "grace"));
        soon(() -> assertThat(wiki.members("admins")).isEmpty());
        soon(() -> assertThat(events("DriftLoosened"))
                .singleElement()
                .satisfies(event -> assertThat(event).startsWith("grace: ").contains("wiki")));
        company.awaitRolledOut("wiki");
        company.awaitReady("ada");
        assertThat(drift("ada")).isEmpty();
    }

    @Test
    void anAccountThatSomebodyDisabledIsReportedAndLeftUntilTheSettingsAskForMore() {
        disables("ada");

        isLookedAt("");

        soon(() -> assertThat(drift("ada"))
                .hasValueSatisfying(said -> assertThat(said).contains("wiki", "spec.drift")));
        assertThat(company.account("ada", "wiki")).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo("Disabled");
            assertThat(entry.reason()).isEqualTo("Drifted");
            assertThat(entry.message()).contains("spec.drift.disabledElsewhere");
        });
        assertThat(company.ready("ada")).satisfies(ready -> {
            assertThat(ready.status()).isEqualTo("True");
            assertThat(ready.reason()).isEqualTo("PartlyObserved");
        });
        soon(COUNTED_WITHIN, () -> assertThat(counts().drifted()).isEqualTo(1));

        takeOver();
        company.user("ada", "{userName: ada, displayName: The Countess, roles: [{name: employee}]}");
        soon(() -> assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("The Countess"));
        assertThat(wiki.lets("ada")).isFalse();
        company.awaitReady("ada");
        assertThat(drift("ada")).isPresent();

        isLookedAt("drift: {disabledElsewhere: Correct}");

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        soon(() -> assertThat(drift("ada")).isEmpty());
        soon(() -> company.stands("ada", "Active", "nothing"));
    }

    @Test
    void aLeaverWhomSomebodyLetsInIsShutOutWhateverTheSettingsSay() {
        leaves("ada");
        wiki.simulator().edit("ada", "active", BooleanNode.TRUE);
        wiki.simulator().addMember("admins", "ada");

        isLookedAt("drift: {attributes: Report, entitlements: Report, disabledElsewhere: Report}");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(wiki.members("admins")).isEmpty());
        soon(() -> assertThat(events("DriftLoosened")).anyMatch(event -> event.startsWith("ada: ")));
        assertThat(company.account("ada", "wiki").reason()).isNull();
    }

    @Test
    void anAccountThatIsGoneIsReportedAndMadeAgainWhereThatIsAskedFor() {
        var before = wiki.idOf("ada");
        wiki.simulator().deleteUser("ada");

        isLookedAt("");
        soon(() -> assertThat(drift("ada")).isPresent());
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Deleted");
        assertThat(wiki.has("ada")).isFalse();

        isLookedAt("drift: {disabledElsewhere: Correct}");
        soon(() -> assertThat(wiki.has("ada")).isTrue());
        soon(() -> company.stands("ada", "Active", "nothing"));
        assertThat(wiki.idOf("ada")).isNotEqualTo(before);
        soon(() -> assertThat(wiki.members("staff")).contains("ada"));
    }

    @Test
    void anAccountThatNobodyJustifiesIsCountedAndNamedSinceItWasFirstSeenAlsoAfterATakeover() {
        var orphan = wiki.simulator().addUser("mallory");
        var robot = wiki.simulator().addUser("svc-robot");
        isLookedAt("orphans: {ignore: \"account.userName.startsWith('svc-')\"}");

        soon(() -> assertThat(status().orphans()).extracting(OrphanEntry::id).containsExactly(orphan));
        assertThat(counts().orphaned()).isEqualTo(1);
        assertThat(inventory().accounts()).isEqualTo(4);
        var first = status().orphans();

        takeOver();
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(status().orphans()).isEqualTo(first));
        assertThat(wiki.lets("mallory")).isTrue();

        isLookedAt("orphans: {acknowledged: [{id: \"" + orphan + "\", reason: audit, until: \"2999-12-31\"}]}");
        soon(() -> assertThat(status().orphans()).extracting(OrphanEntry::id).containsExactly(robot));
    }

    @Test
    void anInventoryThatIsCutShortChangesNothingAndSaysSo() {
        wasLookedAt("drift: {disabledElsewhere: Correct}");
        disables("ada");
        wiki.simulator().deleteUser("grace");
        wiki.simulator().on(Match.of("GET", "/Groups*"), 1000).fail(503);

        isLookedAt("drift: {disabledElsewhere: Correct}");

        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "InventoryIncomplete"))
                .hasValueSatisfying(said -> {
                    assertThat(said.status()).isEqualTo("True");
                    assertThat(said.reason()).isEqualTo("AppUnreachable");
                }));
        assertThat(inventory().complete()).isFalse();
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "Ready"))
                .hasValueSatisfying(said -> assertThat(said.status()).isEqualTo("True")));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(wiki.has("grace")).isFalse();

        wiki.simulator().reset();
        isLookedAt("drift: {disabledElsewhere: Correct}");

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        soon(() -> assertThat(wiki.has("grace")).isTrue());
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "InventoryIncomplete"))
                .isEmpty());
    }

    @Test
    void whoeverAsksForItHasTheAppReadAtOnceAndIsToldThatItWas() {
        wasLookedAt("");
        wiki.simulator().addMember("admins", "grace");
        asksFor("2026-09-15T12:00:00Z");

        soon(() -> assertThat(status().lastHandledReconcileAt()).isEqualTo("2026-09-15T12:00:00Z"));
        soon(() -> assertThat(wiki.members("admins")).isEmpty());

        wiki.simulator().addMember("admins", "ada");
        wiki.simulator().on(Match.of("GET", "/Groups*"), 1000).fail(503);
        asksFor("again");
        soon(() -> assertThat(company.said(TargetApp.class, "wiki", "InventoryIncomplete"))
                .isPresent());
        assertThat(status().lastHandledReconcileAt())
                .as("it was not read to its end")
                .isEqualTo("2026-09-15T12:00:00Z");
        wiki.simulator().reset();
        asksFor("once more");
        soon(() -> assertThat(status().lastHandledReconcileAt()).isEqualTo("once more"));
        soon(() -> assertThat(wiki.members("admins")).isEmpty());
    }

    private void asksFor(String reading) {
        company.client()
                .resources(TargetApp.class)
                .inNamespace(company.namespace())
                .withName("wiki")
                .edit(app -> {
                    app.getMetadata().setAnnotations(Map.of("usher.dev/reconcile-requested-at", reading));
                    return app;
                });
    }

    @Test
    void aSteadyAppIsReadToItsEndAndNothingIsWrittenAnywhere() {
        joins("alan");
        isLookedAt("");
        soon(COUNTED_WITHIN, () -> {
            company.isRolledOut("wiki");
            assertThat(inventory()).isEqualTo(new TargetAppStatus.Inventory(true, 3));
            assertThat(counts()).isEqualTo(new TargetAppStatus.Counts(3, 0, 0, 0, 0, 0, 0));
        });
        var before = stored();
        assertThat(operator.stop()).isZero();
        wiki.simulator().reset();
        operator = world.startOperator();

        soon(() -> assertThat(wiki.simulator().requests())
                .anyMatch(request -> request.query().contains("startIndex=3")));
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertThat(stored()).isEqualTo(before));
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(wiki.simulator().requests())
                .as("reads of single accounts")
                .noneMatch(request -> request.path().startsWith("/Users/"));
    }

    @Test
    void whoJoinsAfterAnInventoryIsNotLookedUpAndWhoWasMadeThereSinceIsFoundAllTheSame() {
        isLookedAt("");
        soon(COUNTED_WITHIN, () -> assertThat(inventory()).isEqualTo(new TargetAppStatus.Inventory(true, 2)));
        wiki.simulator().reset();

        joins("alan");
        assertThat(wiki.simulator().requests())
                .as("look-ups of accounts")
                .noneMatch(request ->
                        request.path().equals("/Users") && request.query().contains("filter"));

        wiki.simulator().addUser("hedy");
        company.user("hedy", "{userName: Hedy, roles: [{name: employee}]}");
        company.awaitNotReady("hedy", "AdoptionNeedsDecision");
        assertThat(wiki.simulator().users())
                .filteredOn(user -> user.path("userName").asText().equalsIgnoreCase("hedy"))
                .hasSize(1);
    }

    /** As text, so that a failure shows what was written. */
    private List<String> stored() {
        return Stream.of(company.find(TargetApp.class, "wiki").orElseThrow(), company.user("ada"), company.user("alan"))
                .map(Serialization::asYaml)
                .toList();
    }
}
