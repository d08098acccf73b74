package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What falls due while one operator hands over to another is done by the other one, at once and once. */
@ExtendWith(WithControlPlane.class)
class HandoverIT {
    private static final Instant BEGINS = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant DUE = Instant.parse("2030-01-02T00:00:00Z");
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    /** Less than what is left of the lease of an operator that was killed then. */
    private static final Duration AHEAD = Duration.ofSeconds(8);

    /** How soon is a figure and no test: here it is only sooner than an operator that forgot would look again. */
    private static final Duration AT_ONCE = Duration.ofSeconds(25);

    /** Two processes read one clock, and an operator follows it: so far they may differ. */
    private static final Duration EXACTNESS = Duration.ofMillis(50);

    private ControlPlane plane;
    private OperatorWorld world;
    private OperatorProcess leader;
    private Timeline timeline;
    private Company company;
    private App wiki;

    @BeforeEach
    void prepare(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "handover", 1);
        leader = world.startOperatorAt(BEGINS);
        timeline = new Timeline(leader);
        company = world.company();
        wiki = company.undeclaredApp("wiki", ScimSimulator.builder().clock(timeline.clock()));
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.declare("wiki", wiki.simulator().endpoint(), "preProvision: {leadSeconds: 259200}");
        company.role("employee", wiki);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whoseEndPassesWhileNobodyLeadsIsShutOutByTheNextLeaderAtOnceAndOnce() {
        ada("endTime: '2030-01-02T00:00:00Z'");
        company.stands("ada", "Active", "EmploymentEnds 2030-01-02T00:00:00Z");
        var next = standBy();

        var ready = dueWhileNobodyLeads(next);

        soon(() -> company.stands("ada", "Departed", "nothing"));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");
        assertThat(Instant.parse(requireNonNull(company.status("ada").departedTime())))
                .isBetween(DUE, timeline.now());
        assertActedOnceSoonAfter(ready);
    }

    @Test
    void whoseStartPassesWhileNobodyLeadsIsLetInByTheNextLeaderAtOnceAndOnce() {
        ada("startTime: '2030-01-02T00:00:00Z'");
        company.stands("ada", "PreProvisioned", "EmploymentStarts 2030-01-02T00:00:00Z");
        assertThat(wiki.lets("ada")).isFalse();
        var next = standBy();

        var ready = dueWhileNobodyLeads(next);

        soon(() -> company.stands("ada", "Active", "nothing"));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Active");
        assertActedOnceSoonAfter(ready);
    }

    @Test
    void whoseEndComesWhileTheLeaderGivesTheLeaseBackIsShutOutAtOnceAndOnce() {
        ada("endTime: '2030-01-02T00:00:00Z'");
        var next = standBy();

        passBoth(next, DUE.minusSeconds(1));
        timeline.follow(next);
        assertThat(leader.stop()).isZero();
        var ready = ready(next);

        soon(() -> company.stands("ada", "Departed", "nothing"));
        assertThat(wiki.lets("ada")).isFalse();
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled");
        assertThat(Instant.parse(requireNonNull(company.status("ada").departedTime())))
                .isBetween(DUE, timeline.now());
        assertActedOnceSoonAfter(ready.isAfter(DUE) ? ready : DUE);
    }

    private void ada(String employment) {
        company.user(
                "ada", "{userName: ada, roles: [{name: employee}], employments: [{id: main, " + employment + "}]}");
        company.awaitReady("ada");
    }

    /** Another operator of the same time, which waits while the leader is in charge. */
    private OperatorProcess standBy() {
        var operator = world.launchOperatorAt(
                leader.now(), Map.of("QUARKUS_LOG_CATEGORY__IO_FABRIC8_KUBERNETES_CLIENT_EXTENDED__LEVEL", "DEBUG"));
        soon(STARTED_WITHIN, () -> assertThat(Files.readString(operator.log())).contains("Lock is held by"));
        wiki.simulator().reset();
        return operator;
    }

    /** Kills the leader ahead of the instant, lets it pass, and returns since when the next one is ready. */
    private Instant dueWhileNobodyLeads(OperatorProcess next) {
        passBoth(next, DUE.minus(AHEAD));
        timeline.follow(next);
        var before = holder();
        leader.kill();
        assertThat(timeline.now()).as("the time of the kill").isBefore(DUE);

        await().atMost(SOON).until(() -> timeline.now().isAfter(DUE));
        assertThat(writes()).as("what was written while nobody led").isEmpty();
        assertThat(holder()).as("the holder when it was due").isEqualTo(before);
        return ready(next);
    }

    private void passBoth(OperatorProcess next, Instant instant) {
        var by = Duration.between(leader.now(), instant);
        leader.advance(by);
        next.advance(by);
    }

    private Instant ready(OperatorProcess next) {
        next.awaitReady();
        return timeline.now();
    }

    /** Not before the instant, once it could be, and not again. */
    private void assertActedOnceSoonAfter(Instant possible) {
        assertThat(writes())
                .singleElement()
                .extracting(LoggedRequest::time)
                .satisfies(time -> assertThat(time).isBetween(DUE.minus(EXACTNESS), possible.plus(AT_ONCE)));
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(2))
                .untilAsserted(() -> assertThat(writes()).hasSize(1));
    }

    private List<LoggedRequest> writes() {
        return wiki.simulator().requests().stream()
                .filter(LoggedRequest::isWrite)
                .toList();
    }

    private Optional<String> holder() {
        return Optional.ofNullable(plane.adminClient()
                        .leases()
                        .inNamespace(world.home())
                        .withName("usher")
                        .get())
                .map(Lease::getSpec)
                .map(LeaseSpec::getHolderIdentity);
    }
}
