package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RemovalDecisionStatus;
import dev.usher.domain.account.Identity;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.InventoryReport;
import dev.usher.sync.LaneHealth;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemovalStatusesTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Wave.Key ROLE =
            new Wave.Key(new Origin.OfEdit("Role", "people", "analyst", OptionalLong.of(7)), Limit.REMOVALS);

    private static RemovalDecision decision(String more, String status) {
        return Serialization.unmarshal("""
                metadata: {name: case-8, namespace: people, uid: u1, generation: 1, creationTimestamp: "2026-09-15T11:00:00Z"}
                spec: {app: {name: wiki}, wave: 7c1e, reason: case 8, requestedBy: grace, %s}
                status: %s
                """.formatted(more, status), RemovalDecision.class);
    }

    private static RemovalDecision release() {
        return decision("decision: Release", "null");
    }

    @Test
    void areOverWhenAReleaseIsCompleteAndOtherwiseWhenTheirTimeIs() {
        var complete =
                "{conditions: [{type: Complete, status: 'True', reason: Done, message: '', lastTransitionTime: '2026-09-15T11:30:00Z'}]}";
        var end = Instant.parse("2026-09-22T11:00:00Z");
        for (var kept : List.of("Keep", "Restore")) {
            assertThat(RemovalStatuses.over(decision("decision: " + kept, complete), end.minusSeconds(1)))
                    .isEmpty();
            assertThat(RemovalStatuses.over(decision("decision: " + kept, complete), end))
                    .contains(end);
        }
        assertThat(RemovalStatuses.over(release(), end.minusSeconds(1))).isEmpty();
        assertThat(RemovalStatuses.over(release(), end)).contains(end);
        assertThat(RemovalStatuses.over(decision("decision: Release", complete), end))
                .contains(Instant.parse("2026-09-15T11:30:00Z"));
        assertThat(RemovalStatuses.over(decision("decision: Later", complete), end.plusSeconds(1_000_000)))
                .isEmpty();
    }

    private static Set<Member> members(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Member.of(new Identity("people", "key-" + number)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Wave wave(int count) {
        return new Wave("7c1e", ROLE, NOW, false, count, members(count));
    }

    private static Optional<LaneHealth> health(List<Wave> held, Ruling... rulings) {
        return Optional.of(new LaneHealth(
                true,
                Optional.empty(),
                List.of(),
                held,
                Optional.of(List.of(rulings)),
                Takings.NONE,
                InventoryReport.NONE,
                Optional.empty(),
                Collections.emptySortedSet()));
    }

    private static Optional<LaneHealth> ruled(Ruling.Sentence sentence) {
        return health(List.of(), new Ruling("u1", "case-8", sentence, wave(12), 14, NOW.plusSeconds(60)));
    }

    private static RemovalDecisionStatus status(RemovalDecision decision, Optional<LaneHealth> health, int losing) {
        return RemovalStatuses.of(decision, true, health, Optional.of(members(losing)), Optional.empty(), NOW);
    }

    private static String reason(RemovalDecisionStatus status, String type) {
        return Conditions.of(status.conditions(), type).map(Condition::reason).orElse("");
    }

    private static String complete(RemovalDecisionStatus status) {
        return Conditions.of(status.conditions(), "Complete")
                .map(Condition::status)
                .orElse("");
    }

    private static RemovalDecisionStatus ending(Ruling.Sentence sentence, Wave wave, Duration left) {
        var ruling = new Ruling("u1", "case-8", sentence, wave, 14, NOW.plus(left));
        return status(decision("decision: Keep", "null"), health(List.of(), ruling), 12);
    }

    @Test
    void sayADayBeforeThatWhoHasSomethingByItAloneWillNotHaveItAnyMore() {
        var day = Duration.ofDays(1);
        assertThat(Conditions.of(ending(Ruling.Sentence.KEEP, wave(12), day).conditions(), "DecisionEnds"))
                .hasValueSatisfying(
                        said -> assertThat(said.message()).contains("12 have something", "which ends at 2026-09-16"));
        assertThat(reason(ending(Ruling.Sentence.RESTORE, wave(12), day), "DecisionEnds"))
                .isEqualTo("EndsSoon");

        assertThat(reason(ending(Ruling.Sentence.KEEP, wave(12), day.plusSeconds(1)), "DecisionEnds"))
                .isEmpty();
        assertThat(reason(ending(Ruling.Sentence.KEEP, wave(0), day), "DecisionEnds"))
                .as("nobody depends on it")
                .isEmpty();
        assertThat(reason(ending(Ruling.Sentence.RELEASE, wave(12), day), "DecisionEnds"))
                .isEmpty();
    }

    @Test
    void countsWhoIsStillToLoseIt() {
        var status = status(release(), ruled(Ruling.Sentence.RELEASE), 5);

        assertThat(status)
                .extracting(
                        RemovalDecisionStatus::members,
                        RemovalDecisionStatus::released,
                        RemovalDecisionStatus::left,
                        RemovalDecisionStatus::kept)
                .containsExactly(14, 9, 5, null);
        assertThat(reason(status, "Ready")).isEqualTo("Releasing");
        assertThat(reason(status, "Reconciling")).isEqualTo("Releasing");
        assertThat(complete(status)).isEqualTo("False");
        assertThat(status.until()).isEqualTo("2026-09-15T12:01:00Z");
    }

    @Test
    void isCompleteOnceNobodyIsLeft() {
        var status = status(release(), ruled(Ruling.Sentence.RELEASE), 0);

        assertThat(reason(status, "Ready")).isEqualTo("WaveReleased");
        assertThat(complete(status)).isEqualTo("True");
        assertThat(status.cause()).isEqualTo("Role analyst generation 7");
    }

    @Test
    void takesEverybodyForLeftWhereNobodyCanTell() {
        var status = RemovalStatuses.of(
                release(), true, ruled(Ruling.Sentence.RELEASE), Optional.empty(), Optional.empty(), NOW);

        assertThat(status.left()).isEqualTo(12);
    }

    @Test
    void keepsAtOnce() {
        var status = status(decision("decision: Keep", "null"), ruled(Ruling.Sentence.KEEP), 12);

        assertThat(status)
                .extracting(RemovalDecisionStatus::kept, RemovalDecisionStatus::left, RemovalDecisionStatus::released)
                .containsExactly(12, null, null);
        assertThat(reason(status, "Ready")).isEqualTo("WaveKept");
        assertThat(complete(status)).isEqualTo("True");
    }

    @Test
    void saysWhyItDoesNotTakeEffect() {
        assertThat(reason(status(release(), health(List.of()), 0), "Stalled")).isEqualTo("WaveNotFound");
        assertThat(reason(
                        status(decision("decision: Release, count: 11", "null"), health(List.of(wave(12))), 0),
                        "Stalled"))
                .isEqualTo("WaveHasGrown");
        assertThat(reason(status(release(), health(List.of(wave(12))), 0), "Reconciling"))
                .isEqualTo("Progressing");
        assertThat(reason(status(release(), Optional.empty(), 0), "Reconciling"))
                .isEqualTo("Progressing");
        assertThat(reason(
                        RemovalStatuses.of(release(), false, Optional.empty(), Optional.empty(), Optional.empty(), NOW),
                        "Stalled"))
                .isEqualTo("AppNotFound");
        assertThat(reason(status(decision("decision: Postpone", "null"), health(List.of(wave(12))), 0), "Stalled"))
                .isEqualTo("NewerThanOperator");
    }

    @Test
    void isOverWithItsTimeAndKeepsItsReceipt() {
        var status = status(
                decision("decision: Keep, ttlSeconds: 3600", "{members: 14, kept: 12}"),
                ruled(Ruling.Sentence.KEEP),
                12);

        assertThat(reason(status, "Ready")).isEqualTo("DecisionOver");
        assertThat(status.members()).isEqualTo(14);
        assertThat(complete(status)).isEqualTo("True");
    }

    @Test
    void whatIsReleasedStaysSoWhereTheLedgerIsLost() {
        var done =
                "{members: 14, released: 14, left: 0, conditions: [{type: Complete, status: \"True\", reason: WaveReleased, message: m, lastTransitionTime: \"2026-09-15T11:30:00Z\"}]}";

        var status = status(decision("decision: Release", done), health(List.of()), 0);

        assertThat(reason(status, "Ready")).isEqualTo("WaveReleased");
        assertThat(status.released()).isEqualTo(14);
    }

    private static RemovalDecisionStatus restored(Returned returned) {
        return RemovalStatuses.of(
                decision("decision: Restore", "null"),
                true,
                ruled(Ruling.Sentence.RESTORE),
                Optional.empty(),
                Optional.of(returned),
                NOW);
    }

    @Test
    void countsWhoIsBack() {
        var status = restored(new Returned(3, 2, 4, 1));

        assertThat(status)
                .extracting(
                        RemovalDecisionStatus::members,
                        RemovalDecisionStatus::restored,
                        RemovalDecisionStatus::left,
                        RemovalDecisionStatus::locked,
                        RemovalDecisionStatus::lostSince,
                        RemovalDecisionStatus::gone,
                        RemovalDecisionStatus::kept,
                        RemovalDecisionStatus::released)
                .containsExactly(14, 4, 3, 2, 4, 1, null, null);
        assertThat(reason(status, "Ready")).isEqualTo("Restoring");
        assertThat(reason(status, "Reconciling")).isEqualTo("Restoring");
        assertThat(complete(status)).isEqualTo("False");
        assertThat(status.cause()).isEqualTo("Role analyst generation 7");
    }

    @Test
    void isRestoredOnceNobodyIsLeftWhoCanBe() {
        var status = restored(new Returned(0, 2, 1, 1));

        assertThat(status.restored()).isEqualTo(10);
        assertThat(reason(status, "Ready")).isEqualTo("WaveRestored");
        assertThat(complete(status)).isEqualTo("True");
    }

    @Test
    void restoresNothingOfAWaveThatTookNothing() {
        var restore = decision("decision: Restore", "null");

        assertThat(reason(status(restore, health(List.of()), 0), "Stalled")).isEqualTo("NothingTaken");
        assertThat(reason(status(restore, Optional.empty(), 0), "Reconciling")).isEqualTo("Progressing");
    }

    @Test
    void keepsTheReceiptOfARestoreThatIsOver() {
        var status = status(
                decision(
                        "decision: Restore, ttlSeconds: 3600",
                        "{members: 14, restored: 9, locked: 2, lostSince: 1, gone: 2}"),
                ruled(Ruling.Sentence.RESTORE),
                0);

        assertThat(reason(status, "Ready")).isEqualTo("DecisionOver");
        assertThat(status)
                .extracting(
                        RemovalDecisionStatus::members,
                        RemovalDecisionStatus::restored,
                        RemovalDecisionStatus::locked,
                        RemovalDecisionStatus::lostSince,
                        RemovalDecisionStatus::gone)
                .containsExactly(14, 9, 2, 1, 2);
    }

    @Test
    void anUnchangedWorldIsAnUnchangedStatus() {
        var first = status(release(), ruled(Ruling.Sentence.RELEASE), 5);
        var again = release();
        again.setStatus(first);

        assertThat(RemovalStatuses.of(
                        again,
                        true,
                        ruled(Ruling.Sentence.RELEASE),
                        Optional.of(members(5)),
                        Optional.empty(),
                        NOW.plusSeconds(5)))
                .isEqualTo(first);
    }
}
