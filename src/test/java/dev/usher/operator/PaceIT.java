package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.LoggedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An app is asked no more than it is declared to bear, and who leaves does not wait for those who join. */
@ExtendWith(WithControlPlane.class)
class PaceIT {
    private static final int COMPANIES = 2;
    private static final int JOINERS = 100;
    private static final int PER_SECOND = 1;
    private static final int BURST = 4;
    private static final int SLACK_PER_SECOND = 3;
    private static final int BURST_OF_SLACK = 20;
    private static final String SLOW = "rate: {perSecond: " + PER_SECOND + ", burst: " + BURST + ", concurrency: 2}";

    private static OperatorWorld world;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void aLeaverGetsThroughBeforeTheJoinersOfAnAppThatBearsLittle() {
        var company = world.company();
        var wiki = company.undeclaredApp("wiki");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki);
        company.declare("wiki", wiki.simulator().endpoint(), SLOW);
        company.user("ada", "{userName: ada, roles: [{name: employee}]}");
        company.awaitReady("ada");
        wiki.simulator().reset();

        for (var number = 0; number < JOINERS; number++) {
            company.user("joiner-" + number, "{userName: joiner-" + number + ", roles: [{name: employee}]}");
        }
        soon(() -> assertThat(wiki.simulator().users()).hasSizeGreaterThan(1));
        company.user(
                "ada", "{userName: ada, roles: [{name: employee}], employments: [{id: main, status: Terminated}]}");
        soon(() -> assertThat(wiki.lets("ada")).isFalse());

        var slowly = wiki.simulator().requests();
        assertThat(creates(slowly))
                .as("of those who asked before, some wait yet")
                .isLessThan(JOINERS);
        assertThat(slowly.size()).isLessThanOrEqualTo(mostIn(between(slowly.getFirst(), slowly.getLast())));

        // All of them would take more than a minute at the pace of before.
        company.declare("wiki", wiki.simulator().endpoint(), "rate: {perSecond: 1000}");
        soon(Duration.ofSeconds(25), () -> assertThat(wiki.simulator().users()).hasSize(JOINERS + 1));
    }

    @Test
    void thePaceThatIsKnownOfTheProductHoldsWhereNoneWasDeclared() {
        var company = world.company();
        var wiki = company.undeclaredApp("wiki");
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.role("employee", wiki);
        company.declare("wiki", wiki.simulator().endpoint(), "    preset: slack\n");
        company.awaitRolledOut("wiki");
        wiki.simulator().reset();

        for (var number = 0; number < JOINERS; number++) {
            company.user("joiner-" + number, "{userName: joiner-" + number + ", roles: [{name: employee}]}");
        }
        soon(() -> assertThat(wiki.simulator().requests()).hasSizeGreaterThan(BURST_OF_SLACK + 5));

        var requests = wiki.simulator().requests();
        var seconds = (int) between(requests.getFirst(), requests.getLast()).toSeconds() + 2;
        assertThat(requests).hasSizeLessThanOrEqualTo(BURST_OF_SLACK + SLACK_PER_SECOND * seconds);
        assertThat(company.find(TargetApp.class, "wiki")
                        .orElseThrow()
                        .getStatus()
                        .capabilities())
                .anySatisfy(known -> {
                    assertThat(known.name()).isEqualTo("rate.perMinute");
                    assertThat(known.value()).isEqualTo("180");
                    assertThat(known.origin()).isEqualTo("preset");
                });
    }

    private static long creates(List<LoggedRequest> requests) {
        return requests.stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    private static Duration between(LoggedRequest first, LoggedRequest last) {
        return Duration.between(first.time(), last.time());
    }

    /** A request takes up to a second to arrive, so that some that were sent in another second arrive in this time. */
    private static int mostIn(Duration duration) {
        return BURST + PER_SECOND * (int) (duration.toSeconds() + 2);
    }
}
