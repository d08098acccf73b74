package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.RetainedAccount;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody may write records in one namespace and means an account of another one, on a real API server. */
@ExtendWith(WithControlPlane.class)
class ForgedRecordIT {
    private static OperatorWorld world;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 2);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void aRecordThatDoesNotStandBesideItsAppTakesNothingFromAnybody() {
        var company = world.company();
        var wiki = company.app("wiki", "deprovisioning: {onDeparture: Delete, retentionSeconds: 0}");
        company.role("employee", wiki);
        company.user("ada", "{userName: ada, externalId: \"1815\", roles: [{name: employee}]}");
        company.awaitReady("ada");
        var account = company.account("ada", "wiki");
        wiki.simulator().reset();

        var others = world.company();
        others.apply(
                "RetainedAccount",
                "forged",
                "{app: {name: wiki, namespace: %s}, tenant: \"%s\", id: \"%s\", externalId: \"1815\", realm: %s, userName: ada, reason: UserDeleted}"
                        .formatted(company.namespace(), account.tenant(), account.id(), company.namespace()));
        soon(() -> assertThat(others.said(RetainedAccount.class, "forged", "Stalled"))
                .hasValueSatisfying(said -> {
                    assertThat(said.reason()).isEqualTo("SpecInvalid");
                    assertThat(said.message()).contains("`spec.app`", "delete it");
                }));

        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        company.awaitReady("grace");
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.idOf("ada")).isEqualTo(account.id());
    }
}
