package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A directory by which people sign on, and an app behind it. */
@ExtendWith(WithControlPlane.class)
class AppsInOrderIT {
    private static final String ADA = "{userName: ada, roles: [{name: employee}]}";
    /** So slow that the other app would be done before. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static OperatorWorld world;

    private Company company;
    private App directory;
    private App crm;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 3);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        directory = company.app("directory", "priority: -10");
        crm = company.app("crm");
        company.role("employee", "{grants: [{app: {name: directory}}, {app: {name: crm}}]}");
    }

    private static Instant firstWrite(App app) {
        return app.simulator().requests().stream()
                .filter(LoggedRequest::isWrite)
                .map(LoggedRequest::time)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoJoinsIsInTheDirectoryFirst() {
        directory.simulator().latency(SLOW);

        company.user("ada", ADA);

        company.awaitReady("ada");
        assertThat(firstWrite(crm)).isAfter(firstWrite(directory));
    }

    @Test
    void aDirectoryThatIsDownKeepsNobodyFromTheOthers() {
        directory.simulator().down();

        company.user("ada", ADA);

        soon(() -> assertThat(crm.lets("ada")).isTrue());
        directory.simulator().up();
        company.awaitReady("ada");
    }

    @Test
    void whoLeavesWaitsForNoDirectory() {
        company.user("ada", ADA);
        company.awaitReady("ada");
        directory.simulator().latency(SLOW.multipliedBy(5));

        company.user("ada", "{userName: ada}");

        soon(() -> assertThat(crm.lets("ada")).isFalse());
        assertThat(directory.lets("ada")).as("the directory is not done yet").isTrue();
        soon(() -> assertThat(directory.lets("ada")).isFalse());
    }
}
