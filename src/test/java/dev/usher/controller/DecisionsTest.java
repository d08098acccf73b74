package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RemovalDecision;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.sync.Decided;
import dev.usher.sync.Decided.What;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between two statuses each decision is found once, and between a status and itself none. */
class DecisionsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final RoleKey ANALYST = new RoleKey("people", "analyst");
    private static final RoleKey EMPLOYEE = new RoleKey("people", "employee");
    private static final String EXPLICIT = "{kind: Explicit, since: \"2026-09-01T00:00:00Z\"}";
    private static final String RULE = "{kind: Rule, since: \"2026-09-01T00:00:00Z\"}";
    private static final String THROUGH_ANALYST =
            "{kind: Inherited, via: {name: analyst, namespace: people}, since: \"2026-09-01T00:00:00Z\"}";

    private final Neighbourhood here = new Neighbourhood();

    private ProvisionedUser ada(String status) {
        return Neighbourhood.user("people", "u1", "{userName: ada, externalId: \"1815\"}", status);
    }

    private List<Decided> between(String before, String after) {
        var user = ada(before);
        return Decisions.between(user, user.getStatus(), ada(after).getStatus(), NOW);
    }

    private static String holds(String role, String... causes) {
        return "{name: " + role + ", namespace: people, causes: [" + String.join(", ", causes) + "]}";
    }

    private static String status(String state, String... roles) {
        return "{lifecycleState: " + state + ", roles: [" + String.join(", ", roles) + "]}";
    }

    private static List<What> whats(List<Decided> decided) {
        return decided.stream().map(Decided::what).toList();
    }

    @Test
    void aJoinerIsInAStateAndGainsRoles() {
        var decided =
                between("{}", status("Active", holds("analyst", EXPLICIT, RULE), holds("employee", THROUGH_ANALYST)));

        assertThat(whats(decided))
                .containsExactly(
                        new What.State(Optional.empty(), "Active"),
                        new What.CauseBegins(ANALYST, "Explicit", Optional.empty(), true),
                        new What.CauseBegins(ANALYST, "Rule", Optional.empty(), false),
                        new What.CauseBegins(EMPLOYEE, "Inherited", Optional.of(ANALYST), true));
        assertThat(decided).allSatisfy(one -> {
            assertThat(one.about()).isEqualTo(new Decided.Resource("ProvisionedUser", "people", "u1"));
            assertThat(one.identity()).contains(new Identity("people", "1815"));
        });
        assertThat(decided)
                .extracting(Decided::why)
                .containsExactly("Employed", "AskedFor", "RuleTrue", "ContainedInRole");
    }

    @Test
    void nothingIsDecidedWhereNothingChangesButCountsAndDates() {
        var status = status("Active", holds("analyst", EXPLICIT));
        var later = status("Active", holds("analyst", "{kind: Explicit, since: \"2026-09-02T00:00:00Z\"}"));

        assertThat(between(status, status)).isEmpty();
        assertThat(between(status, later)).isEmpty();
    }

    @Test
    void aRoleIsLostWithItsLastCause() {
        var both = status("Active", holds("analyst", EXPLICIT, RULE));

        assertThat(whats(between(both, status("Active", holds("analyst", RULE)))))
                .containsExactly(new What.CauseEnds(ANALYST, "Explicit", Optional.empty(), false));
        assertThat(whats(between(both, status("Active"))))
                .containsExactly(
                        new What.CauseEnds(ANALYST, "Explicit", Optional.empty(), false),
                        new What.CauseEnds(ANALYST, "Rule", Optional.empty(), true));
    }

    @Test
    void anEndSaysWhatEndedIt() {
        var held = status("Active", holds("analyst", EXPLICIT));

        assertThat(between(held, status("Active"))).extracting(Decided::why).containsExactly("NotAskedFor");
        assertThat(
                        between(
                                held,
                                "{lifecycleState: Active, assignments: [{name: analyst, since: \"2026-09-01T00:00:00Z\", endedBy: Maximum}]}"))
                .extracting(Decided::why)
                .containsExactly("Maximum");
        assertThat(between(held, "{lifecycleState: Departed, departedTime: \"2026-09-15T00:00:00Z\"}"))
                .extracting(Decided::why)
                .containsExactly("EmploymentOver", "Departed");
        var until = "{kind: Explicit, since: \"2026-09-01T00:00:00Z\", until: \"2026-09-15T00:00:00Z\"}";
        assertThat(between(status("Active", holds("analyst", until)), status("Active")))
                .extracting(Decided::why)
                .containsExactly("TimeOver");
    }

    @Test
    void anAccountThatIsTakenOverIsAdoptedOnce() {
        var taken =
                "{lifecycleState: Active, accounts: [{app: wiki, namespace: people, state: Pending, since: \"2026-09-01T00:00:00Z\", id: a1, tenant: k2v9, adopting: true}]}";

        var decided = between(status("Active"), taken);

        assertThat(whats(decided)).containsExactly(new What.Adopts());
        assertThat(decided.getFirst().app()).contains(new AppId("people", "wiki"));
        assertThat(between(taken, taken)).isEmpty();
    }

    @Test
    void aUserWhoIsDeletedLosesAllAndOneThatIsTornDownNothing() {
        var user = ada(status("Active", holds("analyst", EXPLICIT)));

        assertThat(whats(Decisions.end(user, false)))
                .containsExactly(
                        new What.State(Optional.of("Active"), "Gone"),
                        new What.CauseEnds(ANALYST, "Explicit", Optional.empty(), true));
        assertThat(Decisions.end(user, true)).singleElement().satisfies(end -> {
            assertThat(end.what()).isEqualTo(new What.State(Optional.of("Active"), "Gone"));
            assertThat(end.why()).isEqualTo("Teardown");
        });
    }

    @Test
    void aUserWhoseAccountsAreLeftInUseIsToldFromOneWhoLosesThem() {
        var user = Neighbourhood.user(
                "people",
                "u1",
                "{userName: ada, externalId: \"1815\", deletionPolicy: Orphan}",
                status("Active", holds("analyst", EXPLICIT)));

        assertThat(Decisions.end(user, false)).extracting(Decided::why).containsOnly("UserOrphaned");
        assertThat(Decisions.end(user, true)).extracting(Decided::why).containsOnly("Teardown");
    }

    private AccessLock lock(String more, String reason) {
        var ready = reason.isEmpty()
                ? "{}"
                : "{externalId: \"1815\", conditions: [{type: Ready, status: \"True\", reason: " + reason
                        + ", message: m, lastTransitionTime: \"2026-09-01T00:00:00Z\"}]}";
        return here.hasLock(
                "people", "shut", "{externalId: \"1815\", reason: case 7, requestedBy: grace" + more + "}", ready);
    }

    private List<Decided> locks(String before, String more, String after) {
        return Decisions.between(
                lock("", before),
                lock("", before).getStatus(),
                lock(more, after).getStatus(),
                _ -> true);
    }

    private static RemovalDecision decision(String status) {
        return Serialization.unmarshal("""
                metadata: {name: case-8, namespace: people, uid: u1}
                spec: {app: {name: wiki}, wave: 7c1e, decision: Release, reason: case 8, requestedBy: grace}
                status: %s
                """.formatted(status), RemovalDecision.class);
    }

    private static List<Decided> decides(String before, String after) {
        return Decisions.between(
                decision(before), decision(before).getStatus(), decision(after).getStatus(), _ -> true);
    }

    @Test
    void aDecisionAboutAWaveIsToldOnceItTakesEffect() {
        var taken = "{members: 214, left: 214, cause: Role analyst generation 7}";

        assertThat(decides("null", "{conditions: []}")).isEmpty();
        assertThat(decides("{}", taken)).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo(new What.Decides("7c1e", "Release", 214));
            assertThat(one.actor()).contains(new Decided.Actor("grace", true));
            assertThat(one.stated()).contains("case 8");
            assertThat(one.why()).isEqualTo("Role analyst generation 7");
            assertThat(one.app()).contains(new AppId("people", "wiki"));
        });
        assertThat(decides(taken, "{members: 214, left: 0}")).isEmpty();
    }

    @Test
    void aLockActsAndIsReleasedOnceEach() {
        var acts = locks("", "", "Locking");

        assertThat(acts).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo(new What.Locks("Investigation"));
            assertThat(one.actor()).contains(new Decided.Actor("grace", true));
            assertThat(one.stated()).contains("case 7");
            assertThat(one.identity()).contains(new Identity("people", "1815"));
        });
        assertThat(locks("Locking", "", "Locked")).isEmpty();
        assertThat(locks("Locked", "", "Expired")).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo(new What.Unlocks());
            assertThat(one.why()).isEqualTo("Expired");
        });
        assertThat(locks("Released", "", "Released")).isEmpty();
    }

    @Test
    void aLockThatIsDeletedReleasesUnlessItWasReleased() {
        assertThat(whats(Decisions.end(lock("", "Locked")))).containsExactly(new What.Unlocks());
        assertThat(Decisions.end(lock(", released: {reason: over}", "Released")))
                .isEmpty();
    }
}
