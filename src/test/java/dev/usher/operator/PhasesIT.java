package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus.Plan;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An app that was there first is brought under management, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class PhasesIT {
    private static final int COMPANIES = 3;
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(60);
    private static final String ADOPTS = "correlation: {match: [userName], adoption: Adopt}\n";

    private static OperatorWorld world;

    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void theAppIsThere() {
        company = world.company();
        wiki = company.undeclaredApp("wiki").withGroups("staff", "admins");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki, "staff");
        company.role("administrator", wiki, "admins");
    }

    private void wiki(String more) {
        company.declare("wiki", wiki.simulator().endpoint(), more);
    }

    private void joins(String name, String department) {
        company.user(name, "{userName: " + name + ", department: " + department + ", roles: [{name: employee}]}");
    }

    private void locks(String user) {
        company.apply("AccessLock", "case-7", "{user: {name: " + user + "}, reason: case 7, requestedBy: helpdesk}");
    }

    private void plans(Plan plan) {
        soon(
                COUNTED_WITHIN,
                () -> assertThat(company.find(TargetApp.class, "wiki")
                                .orElseThrow()
                                .getStatus()
                                .plan())
                        .isEqualTo(plan));
    }

    private AccountEntry account(String user) {
        return company.account(user, "wiki");
    }

    private String receipt() {
        return Optional.ofNullable(
                        company.find(AccessLock.class, "case-7").orElseThrow().getStatus())
                .stream()
                .flatMap(status -> status.receipts().stream())
                .map(receipt -> receipt.app() + " " + receipt.account() + " " + receipt.reason())
                .findFirst()
                .orElse("none");
    }

    @Test
    void aPlanIsShownThenDoneForSomeThenForAllAndThenNothingMore() {
        wiki.simulator().addUser("ada");
        wiki.simulator().reset();
        wiki("phase: Shadow\n" + ADOPTS);
        joins("ada", "IT");
        joins("grace", "Sales");
        company.awaitReady("ada");
        company.awaitReady("grace");
        plans(new Plan(1, 1, 0, 0, 0));
        assertThat(company.ready("grace").reason()).isEqualTo("PartlyObserved");
        assertThat(account("ada").id()).isEqualTo(wiki.idOf("ada"));
        assertThat(account("ada").state()).isEqualTo("Active");
        assertThat(account("grace").state()).isEqualTo("Pending");
        assertThat(account("grace").planned()).containsExactly("create");
        assertThat(company.said(TargetApp.class, "wiki", "OnlyPlanned")).isPresent();
        assertThat(wiki.simulator().writes()).isZero();

        wiki("phase: Canary\ncanary: user.department == 'IT'\n" + ADOPTS);

        soon(() -> assertThat(wiki.members("staff")).containsExactly("ada"));
        company.awaitReason("ada", "Provisioned");
        plans(new Plan(1, 0, 0, 0, 0));
        assertThat(wiki.has("grace")).isFalse();

        wiki("phase: Managed\n" + ADOPTS);

        soon(() -> assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace"));
        company.awaitReason("grace", "Provisioned");
        soon(COUNTED_WITHIN, () -> {
            company.isRolledOut("wiki");
            assertThat(company.find(TargetApp.class, "wiki")
                            .orElseThrow()
                            .getStatus()
                            .plan())
                    .isNull();
        });

        wiki("phase: Shadow\n" + ADOPTS);
        soon(() ->
                assertThat(company.said(TargetApp.class, "wiki", "OnlyPlanned")).isPresent());
        soon(() -> company.isRolledOut("wiki"));
        wiki.simulator().reset();
        company.user("ada", "{userName: ada, department: IT, employments: [{id: main, status: Terminated}]}");
        plans(new Plan(0, 0, 1, 0, 1));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.simulator().writes()).isZero();
    }

    @Test
    void aLockIsAnsweredAtOnceWhereNothingMayBeWrittenAndADeletedUserHangsOnNothing() {
        wiki("");
        joins("ada", "IT");
        joins("grace", "IT");
        company.awaitReady("ada");
        company.awaitReady("grace");
        wiki("phase: Observe\n");
        soon(() ->
                assertThat(company.said(TargetApp.class, "wiki", "OnlyPlanned")).isPresent());
        soon(() -> company.isRolledOut("wiki"));
        wiki.simulator().reset();

        locks("ada");
        company.delete(ProvisionedUser.class, "grace");

        soon(() -> assertThat(receipt()).isEqualTo("wiki Unconfirmed OnlyPlanned"));
        soon(() -> assertThat(company.client()
                        .resources(Event.class)
                        .inNamespace(company.namespace())
                        .list()
                        .getItems())
                .anySatisfy(event -> assertThat(event.getNote()).contains("wiki (OnlyPlanned)")));
        soon(() -> assertThat(company.find(ProvisionedUser.class, "grace")).isEmpty());
        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(account -> assertThat(
                                account.getStatus().conditions().getFirst().reason())
                        .isEqualTo("OnlyPlanned")));
        plans(new Plan(0, 0, 2, 0, 0));
        assertThat(wiki.simulator().writes()).isZero();

        wiki("phase: Managed\n");

        soon(() -> assertThat(receipt()).isEqualTo("wiki Confirmed null"));
        soon(() -> assertThat(wiki.lets("grace")).isFalse());
        assertThat(wiki.lets("ada")).isFalse();
    }

    @Test
    void aProtectedAccountSurvivesALockAndADepartureAndTheReceiptSaysSo() {
        wiki("");
        joins("root", "IT");
        company.awaitReady("root");
        wiki("safety: {protect: account.userName == 'root'}\n");
        soon(() -> company.isRolledOut("wiki"));
        wiki.simulator().reset();

        locks("root");

        soon(() -> assertThat(receipt()).isEqualTo("wiki Protected AccountProtected"));
        company.awaitNotReady("root", "AccountProtected");
        company.user("root", "{userName: root, employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(company.status("root").lifecycleState()).isEqualTo("Departed"));
        assertThat(company.awaitNotReady("root", "AccountProtected").message()).contains("by hand");
        company.delete(ProvisionedUser.class, "root");
        soon(() -> assertThat(company.retained())
                .singleElement()
                .satisfies(account -> assertThat(
                                account.getStatus().conditions().getFirst().reason())
                        .isEqualTo("AccountProtected")));
        assertThat(wiki.lets("root")).isTrue();
        assertThat(wiki.members("staff")).containsExactly("root");
        assertThat(wiki.simulator().writes()).isZero();
    }
}
