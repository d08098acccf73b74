package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of several operators of one installation one works; of several installations one has a namespace. */
@ExtendWith(WithControlPlane.class)
class LeadershipIT {
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LEASE_ENDS_WITHIN = Duration.ofSeconds(20);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    private static final Duration RELEASED_LEASE_IS_TAKEN_WITHIN = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final String OWNER = "usher-owner";

    private ControlPlane plane;
    private OperatorWorld world;

    @BeforeEach
    void prepare(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "leadership", 2);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aSecondOperatorStandsByAndTakesOverWhenTheFirstIsKilled() {
        var first = world.startOperator();
        var company = world.company();
        var wiki = company.app("wiki");
        var chat = company.app("chat");
        company.role("employee", "grants: [{app: {name: wiki}}, {app: {name: chat}}]");
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        var firstHolder = holder().orElseThrow();
        var second = standBy();

        first.kill();
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .untilAsserted(() -> assertUntouched(company.user("grace")));
        soon(
                LEASE_ENDS_WITHIN,
                () -> assertThat(holder())
                        .hasValueSatisfying(
                                holder -> assertThat(holder).isNotEmpty().isNotEqualTo(firstHolder)));

        second.awaitReady();
        company.awaitReady("grace");
        company.user("joan", "{userName: joan, roles: [{name: employee}]}");
        company.awaitReady("joan");
        for (var app : new App[] {wiki, chat}) {
            assertThat(app.simulator().users())
                    .extracting(account -> account.path("userName").asText())
                    .containsExactlyInAnyOrder("ada", "grace", "joan");
            assertThat(company.account("grace", app.name()).id()).isEqualTo(app.idOf("grace"));
        }
    }

    @Test
    void anOperatorThatIsAskedToEndGivesTheLeaseBackSoThatTheNextNeedNotWait() {
        var first = world.startOperator();
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        var firstHolder = holder().orElseThrow();
        var second = standBy();

        assertThat(first.stop()).isZero();

        soon(
                RELEASED_LEASE_IS_TAKEN_WITHIN,
                () -> assertThat(holder())
                        .hasValueSatisfying(
                                holder -> assertThat(holder).isNotEmpty().isNotEqualTo(firstHolder)));
        second.awaitReady();
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        company.awaitReady("grace");
        assertThat(wiki.simulator().users()).hasSize(2);

        assertThat(second.stop()).isZero();
        assertThat(holder().orElse("")).as("the holder once nobody is left").isEmpty();
    }

    @Test
    void anOperatorThatLostTheLeaseEndsAndWritesNothingMore() {
        var operator = world.startOperator();
        var company = world.company();
        var wiki = company.app("wiki");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");

        // Whatever revision it has: the operator may renew it this very moment.
        plane.adminClient()
                .leases()
                .inNamespace(world.home())
                .withName("usher")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"somebody-else\"}}");

        soon(RENEW_DEADLINE, () -> assertThat(operator.isAlive()).isFalse());
        assertThat(operator.stop()).as("the exit code").isNotZero();
        assertThat(holder()).hasValue("somebody-else");
        wiki.simulator().reset();
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .untilAsserted(() -> assertThat(wiki.simulator().requestCount()).isZero());
    }

    @Test
    void aNamespaceOfAnotherInstallationIsLeftAloneAndItsUsersAreTold() {
        var ours = world.company();
        var foreign = world.company();
        owner(foreign, "another/elsewhere");
        world.startOperator();
        var wiki = foreign.app("wiki");
        foreign.role("employee", wiki);
        foreign.user("ada", "{userName: ada, roles: [{name: employee}]}");
        ours.role("employee", ours.app("wiki"));
        ours.user("grace", "{userName: grace, roles: [{name: employee}]}");

        ours.awaitReady("grace");
        soon(() -> assertThat(plane.adminClient()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(foreign.namespace())
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getReason()).isEqualTo("NamespaceOwnedElsewhere");
                    assertThat(event.getRegarding().getName()).isEqualTo("ada");
                    assertThat(event.getNote()).contains("another/elsewhere");
                }));
        assertThat(foreign.user("ada").getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(wiki.simulator().requestCount()).isZero();
        assertThat(holder(foreign.namespace(), OWNER)).hasValue("another/elsewhere");
        assertThat(holder(ours.namespace(), OWNER)).hasValue("usher/" + world.home());
    }

    /** No operator has looked at it: what it says of itself is the default of its kind. */
    private static void assertUntouched(ProvisionedUser user) {
        assertThat(user.getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(user.getMetadata().getFinalizers()).isEmpty();
    }

    /** An operator that waits while another one is in charge. */
    private OperatorProcess standBy() {
        var operator = world.launchOperator(
                Map.of("QUARKUS_LOG_CATEGORY__IO_FABRIC8_KUBERNETES_CLIENT_EXTENDED__LEVEL", "DEBUG"));
        soon(STARTED_WITHIN, () -> assertThat(said(operator)).contains("Lock is held by"));
        return operator;
    }

    private static String said(OperatorProcess operator) {
        try {
            return Files.readString(operator.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> holder() {
        return holder(world.home(), "usher");
    }

    private Optional<String> holder(String namespace, String name) {
        return Optional.ofNullable(plane.adminClient()
                        .leases()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(Lease::getSpec)
                .map(spec -> spec.getHolderIdentity());
    }

    private void owner(Company company, String holder) {
        plane.adminClient()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(OWNER)
                        .withNamespace(company.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .endSpec()
                        .build())
                .create();
    }
}
