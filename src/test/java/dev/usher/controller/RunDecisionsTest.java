package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDecisionsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private static RemovalDecision decision() {
        return Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: RemovalDecision
                metadata: {name: case-7, namespace: people, generation: 1, creationTimestamp: '2026-12-01T12:00:00Z'}
                spec: {source: {name: hr}, run: 7c1e, decision: Release, reason: case 7, requestedBy: grace}
                """, RemovalDecision.class);
    }

    private static Optional<UserSource> source(String run, String reason) {
        return Optional.of(Serialization.unmarshal("""
                apiVersion: provisioning.usher.dev/v1alpha1
                kind: UserSource
                metadata: {name: hr, namespace: people}
                status:
                  run: '%s'
                  created: 3
                  ended: 40
                  conditions: [{type: Ready, status: 'True', reason: %s, message: m, lastTransitionTime: '2026-12-01T12:00:00Z'}]
                """.formatted(run, reason), UserSource.class));
    }

    private static Condition ready(RemovalDecisionStatus status) {
        return Conditions.of(status.conditions(), "Ready").orElseThrow();
    }

    @Test
    void waitsUntilTheRunIsApplied() {
        var status = RunDecisions.of(decision(), source("7c1e", "RunHeld"), NOW);

        assertThat(ready(status).reason()).isEqualTo("Releasing");
        assertThat(RemovalStatuses.isUnderWay(status)).isTrue();
    }

    @Test
    void isCompleteOnceItIs() {
        var status = RunDecisions.of(decision(), source("7c1e", "AppliedInPart"), NOW);

        assertThat(ready(status).reason()).isEqualTo("RunReleased");
        assertThat(status.members()).isEqualTo(43);
        assertThat(RemovalStatuses.isComplete(status)).isTrue();
    }

    @Test
    void staysCompleteWhateverIsReadAfterwards() {
        var decision = decision();
        decision.setStatus(RunDecisions.of(decision, source("7c1e", "Applied"), NOW));

        assertThat(ready(RunDecisions.of(decision, source("8d2f", "RunHeld"), NOW))
                        .reason())
                .isEqualTo("RunReleased");
    }

    @Test
    void saysThatThereIsNoSuchRunOrSource() {
        assertThat(ready(RunDecisions.of(decision(), source("8d2f", "RunHeld"), NOW))
                        .reason())
                .isEqualTo("RunNotFound");
        assertThat(ready(RunDecisions.of(decision(), Optional.empty(), NOW)).reason())
                .isEqualTo("SourceNotFound");
    }

    @Test
    void endsByItself() {
        var status = RunDecisions.of(decision(), source("7c1e", "RunHeld"), NOW.plus(Duration.ofDays(7)));

        assertThat(ready(status).reason()).isEqualTo("DecisionOver");
        var over = decision();
        over.setStatus(status);
        assertThat(RemovalStatuses.over(over, NOW.plus(Duration.ofDays(8)))).contains(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void isCompleteThoughNotEverythingIsWrittenBack() {
        assertThat(ready(RunDecisions.of(decision(), source("7c1e", "NotWrittenBack"), NOW))
                        .reason())
                .isEqualTo("RunReleased");
    }

    private static Optional<UserSource> holding(String run, String held) {
        var source = source(run, "NotWrittenBack").orElseThrow();
        source.setStatus(Serialization.unmarshal(
                Serialization.asYaml(source.getStatus())
                        + "writeBack: {owed: 0, written: 0, differing: 9, refused: 0, notShown: 0, held: {run: '%s', records: 9}}\n"
                                .formatted(held),
                UserSourceStatus.class));
        return Optional.of(source);
    }

    @Test
    void whatWouldBeOverwrittenIsReleasedByTheRunThatFoundItWhateverWasReadSince() {
        assertThat(ready(RunDecisions.of(decision(), holding("8d2f", "7c1e"), NOW))
                        .reason())
                .isEqualTo("Releasing");
        assertThat(ready(RunDecisions.of(decision(), holding("7c1e", "7c1e"), NOW))
                        .reason())
                .as("it is not told yet")
                .isEqualTo("Releasing");
        assertThat(ready(RunDecisions.of(decision(), holding("7c1e", "another"), NOW))
                        .reason())
                .isEqualTo("RunReleased");
    }
}
