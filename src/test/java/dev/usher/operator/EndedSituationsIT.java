package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static dev.usher.operator.Situation.isAs;
import static dev.usher.operator.Situation.lock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.LegalHold;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.gitops.Fixtures;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same as {@link SituationsIT} of what is over, and of what is left of people who are not there any more. */
@ExtendWith(WithControlPlane.class)
class EndedSituationsIT {
    private static OperatorWorld world;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 5);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static void hold(Company company, String name, String more) {
        company.apply("LegalHold", name, "{matter: matter 7, requestedBy: admin, " + more + "}");
    }

    @Test
    void whatIsOverIsHealthy() {
        var company = world.company();
        company.user("ada", "{userName: ada}");
        lock(company, "over", "user: {name: ada}, until: '2026-01-01T00:00:00Z'");
        isAs("accesslock-expired", company, AccessLock.class, "over", "Ready=True/Expired");
        lock(company, "ended", "user: {name: ada}");
        lock(company, "ended", "user: {name: ada}, released: {reason: case 7 is closed}");
        isAs("accesslock-released", company, AccessLock.class, "ended", "Ready=True/Released");
        hold(company, "over", "users: [{name: ada}], until: '2026-01-01T00:00:00Z'");
        isAs("legalhold-expired", company, LegalHold.class, "over", "Ready=True/HoldExpired");
        hold(company, "slip", "users: [{name: nobody}]");
        isAs("legalhold-usernotfound", company, LegalHold.class, "slip", "Ready=False/HeldUserNotFound");
    }

    @Test
    void aSourceThatIsAppliedIsHealthy() {
        var company = world.company();
        company.file("hr", "people.csv", SituationsIT.FILE);
        company.apply("UserSource", "hr", SituationsIT.SOURCE.replace("Observe", "Apply"));

        isAs("usersource-applied", company, UserSource.class, "hr", "Ready=True/Applied");
    }

    /** What is in force is the policy; with whom it counts is said beside it. */
    @Test
    void aRealmThatNobodyElseAgreesToIsSaidOfAPolicyThatIsInForce() {
        var company = world.company();
        company.apply(
                "ProvisioningPolicy",
                "default",
                "realm: {name: acme, namespaces: [%s, elsewhere]}".formatted(company.namespace()));

        isAs(
                "provisioningpolicy-realmnotagreed",
                company,
                ProvisioningPolicy.class,
                "default",
                "Ready=True/InForce",
                "RealmJoined=False/RealmNotAgreed");
    }

    private static String retained(Company company, int number) {
        soon(() -> assertThat(company.retained()).hasSize(number));
        return company.retained().getFirst().getMetadata().getName();
    }

    @Test
    void anAccountThatCannotBeShutProgresses() {
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        company.awaitReady("grace");
        wiki.simulator().down();

        company.delete(ProvisionedUser.class, "grace");

        isAs(
                "retainedaccount-unreachable",
                company,
                RetainedAccount.class,
                retained(company, 1),
                "Ready=False/AppUnreachable",
                "Reconciling=True");
        wiki.simulator().up();
    }

    @Test
    void accountsThatALimitHoldsWaitForAPerson() {
        var company = world.company();
        var wiki = company.app("wiki", "safety: {removals: {count: 1, percent: 1}}\n");
        company.role("employee", wiki);
        var people = IntStream.range(0, 12).mapToObj(number -> "user-" + number).toList();
        people.forEach(name -> company.user(name, "{userName: " + name + ", roles: [{name: employee}]}"));
        company.awaitAllReady(12, Company.SOON);

        people.forEach(name -> company.delete(ProvisionedUser.class, name));

        retained(company, 12);
        soon(() -> assertThat(company.retained())
                .filteredOn(account -> account.getStatus() != null
                        && "Held".equals(account.getStatus().state()))
                .isNotEmpty());
        var held = company.retained().stream()
                .filter(account -> "Held".equals(account.getStatus().state()))
                .findFirst()
                .orElseThrow();
        isAs(
                "retainedaccount-held",
                company,
                RetainedAccount.class,
                held.getMetadata().getName(),
                "Ready=False/RemovalsHeld");
        assertThat(Fixtures.of("retainedaccount-held").at("/status/state").asText())
                .isEqualTo("Held");
    }
}
