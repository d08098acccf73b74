package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.Condition;
import dev.usher.api.Role;
import dev.usher.controller.Rollouts.Progress;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutsTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final ResourceID ADA = new ResourceID("ada", "people");
    private static final ResourceID BOB = new ResourceID("bob", "people");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<ResourceID> looked = new ArrayList<>();
    private final Set<ResourceID> deleted = new HashSet<>();
    private final List<String> over = new ArrayList<>();
    private final Rollouts rollouts = new Rollouts(looked::add, user -> !deleted.contains(user), now::get);

    private static Role role(String name, long generation) {
        var role = new Role();
        role.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withUid(name)
                .withGeneration(generation)
                .build());
        return role;
    }

    private void edit(String name, long generation, ResourceID... touched) {
        rollouts.begin(role(name, generation), false, new LinkedHashSet<>(List.of(touched)), () -> over.add(name));
    }

    private Optional<Progress> progress(String name, long generation) {
        return rollouts.of(role(name, generation), false, Optional::empty, () -> {});
    }

    private void isDecided(ResourceID user, boolean settled) {
        rollouts.seen(user, rollouts.mark(), settled);
    }

    @Test
    void askForEverybodyWhomAnEditTouchesAndSayHowManyAreSettled() {
        edit("analyst", 1, ADA, BOB);

        assertThat(looked).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(progress("analyst", 1)).contains(new Progress(0, 2));

        isDecided(ADA, true);
        isDecided(BOB, false);

        assertThat(progress("analyst", 1)).contains(new Progress(1, 2));
        assertThat(over).isEmpty();

        isDecided(BOB, true);

        assertThat(over).containsExactly("analyst");
        assertThat(progress("analyst", 1)).isEmpty();
    }

    @Test
    void beginAnewForAnEditThatMeansMoreThanBefore() {
        edit("analyst", 1, ADA);
        isDecided(ADA, true);

        rollouts.anew(role("analyst", 1), Set.of(ADA, BOB), Set.of(), () -> over.add("again"));

        assertThat(looked).containsExactlyInAnyOrder(ADA, ADA, BOB);
        isDecided(ADA, true);
        isDecided(BOB, true);
        assertThat(over).containsExactly("analyst", "again");
    }

    /** Those who may be touched are looked at; whether their apps have answered is of no interest. */
    @Test
    void areWithEverybodyOnceAlsoThoseWereLookedAtWhomNobodyWaitsFor() {
        var analyst = role("analyst", 1);
        rollouts.anew(analyst, Set.of(ADA), Set.of(BOB), () -> over.add("analyst"));
        isDecided(ADA, true);
        assertThat(over).isEmpty();
        assertThat(rollouts.isSwept(analyst)).isFalse();

        isDecided(BOB, false);

        assertThat(rollouts.isSwept(analyst)).isTrue();
        assertThat(progress("analyst", 1)).isEmpty();
        assertThat(over).containsExactly("analyst");
    }

    /** Whoever was being decided when the edit came was decided without it. */
    @Test
    void doNotCountWhoWasReadBeforeTheEdit() {
        var mark = rollouts.mark();
        edit("analyst", 1, ADA);

        rollouts.seen(ADA, mark, true);

        assertThat(progress("analyst", 1)).contains(new Progress(0, 1));
        assertThat(looked).containsExactly(ADA, ADA);
    }

    @Test
    void letOnlySomeUsersWaitBeforeWhoeverIsEditedMeanwhile() {
        var everybody = IntStream.range(0, 1000)
                .mapToObj(number -> new ResourceID("user-" + number, "people"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        rollouts.begin(role("analyst", 1), false, everybody, () -> over.add("analyst"));
        assertThat(looked).hasSize(Rollouts.AT_A_TIME);

        for (var next = 0; next < looked.size(); next++) {
            assertThat(looked.size() - next).isLessThanOrEqualTo(Rollouts.AT_A_TIME);
            isDecided(looked.get(next), true);
        }

        assertThat(looked).hasSameElementsAs(everybody).hasSize(1000);
        assertThat(over).containsExactly("analyst");
    }

    @Test
    void decideWhomSeveralEditsTouchOnce() {
        edit("analyst", 1, ADA, BOB);
        edit("auditor", 1, ADA, BOB);

        isDecided(ADA, true);
        isDecided(BOB, true);

        assertThat(looked).containsExactly(ADA, BOB);
        assertThat(over).containsExactly("analyst", "auditor");
    }

    @Test
    void goOnWithTheLatestEdit() {
        edit("analyst", 1, ADA, BOB);
        edit("analyst", 2, BOB);
        isDecided(BOB, true);
        assertThat(over).isEmpty();
        isDecided(ADA, true);

        assertThat(over).containsExactly("analyst");
        assertThat(progress("analyst", 2)).isEmpty();
    }

    /** They may have been decided by the edit before, and be on their way to an app with it. */
    @Test
    void waitForWhomTheEditBeforeTouched() {
        edit("analyst", 1, ADA);
        edit("analyst", 2);

        assertThat(progress("analyst", 2)).contains(new Progress(0, 1));
        isDecided(ADA, true);
        assertThat(progress("analyst", 2)).isEmpty();
    }

    @Test
    void keepNobodyWaitingForUsersWhoNeverComeBack() {
        var stuck = IntStream.range(0, 200)
                .mapToObj(number -> new ResourceID("stuck-" + number, "people"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        rollouts.begin(role("stuck", 1), false, stuck, () -> {});
        edit("analyst", 1, ADA, BOB);
        assertThat(looked).doesNotContain(ADA);

        now.set(NOW.plus(Duration.ofSeconds(11)));
        progress("stuck", 1);

        assertThat(looked).contains(ADA, BOB);
    }

    @Test
    void beginOnceForEachEdit() {
        edit("analyst", 1, ADA);
        isDecided(ADA, true);

        edit("analyst", 1, ADA);

        assertThat(looked).containsExactly(ADA);
        assertThat(progress("analyst", 1)).isEmpty();
    }

    @Test
    void doNotWaitForWhoIsGone() {
        edit("analyst", 1, ADA, BOB);
        rollouts.gone(ADA);
        assertThat(progress("analyst", 1)).contains(new Progress(1, 2));

        deleted.add(BOB);
        now.set(NOW.plus(Duration.ofMinutes(1)));
        progress("analyst", 1);

        assertThat(over).containsExactly("analyst");
        assertThat(progress("analyst", 1)).isEmpty();
    }

    @Test
    void askAgainForWhoWasNotLookedAt() {
        edit("analyst", 1, ADA);

        now.set(NOW.plus(Duration.ofSeconds(9)));
        progress("analyst", 1);
        assertThat(looked).containsExactly(ADA);

        now.set(NOW.plus(Duration.ofSeconds(11)));
        progress("analyst", 1);
        assertThat(looked).containsExactly(ADA, ADA);
    }

    @Test
    void letThoseWhomADeletedResourceTouchedBeDecided() {
        edit("analyst", 1, ADA);
        isDecided(ADA, true);

        rollouts.deleted(role("analyst", 1), Set.of(ADA));

        assertThat(looked).containsExactly(ADA, ADA);
    }

    @Test
    void takeWhatAnEarlierProcessSaidForTheEditThatItWasSaidOf() {
        assertThat(rollouts.of(role("settled", 3), true, () -> Optional.of(Set.of(ADA)), () -> {}))
                .isEmpty();
        assertThat(looked).isEmpty();

        assertThat(rollouts.of(role("begun", 3), false, () -> Optional.of(Set.of(ADA)), () -> {}))
                .contains(new Progress(0, 1));
        assertThat(looked).containsExactly(ADA);
    }

    /** What is there already is told of at a start, before or after its own reconciler has asked how far it is. */
    @Test
    void doNotBeginForWhatIsToldOfAndIsNoEdit() {
        var settled = role("settled", 3);
        rollouts.begin(settled, true, Set.of(ADA), () -> over.add("settled"));

        assertThat(rollouts.of(settled, true, () -> Optional.of(Set.of(ADA)), () -> {}))
                .isEmpty();
        assertThat(looked).isEmpty();
        assertThat(over).isEmpty();
    }

    @Test
    void areOverAtOnceWhereNobodyIsTouched() {
        assertThat(rollouts.of(role("analyst", 1), false, () -> Optional.of(Set.of()), () -> {}))
                .isEmpty();
        assertThat(progress("analyst", 1)).isEmpty();
    }

    @Test
    void areSaidInPlaceOfReadyAndOfNothingElse() {
        var progress = new Progress(812, 1000);
        var reachable = new Condition("Reachable", "True", "Answered", "The app answers", 1L, "2026-09-01T00:00:00Z");
        var ready = new Conditions(List.of(), 2, NOW).ready(Reason.Resolved).list();

        assertThat(progress.over(List.of(ready.getFirst(), reachable), new Conditions(ready, 2, NOW)))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.type()).isEqualTo("Ready");
                            assertThat(first.status()).isEqualTo("Unknown");
                            assertThat(first.reason()).isEqualTo("RollingOut");
                            assertThat(first.message())
                                    .isEqualTo("812 of 1,000 users whom the edit touches are settled");
                            assertThat(first.observedGeneration()).isEqualTo(2);
                        },
                        second -> {
                            assertThat(second.type()).isEqualTo("Reconciling");
                            assertThat(second.status()).isEqualTo("True");
                            assertThat(second.reason()).isEqualTo("RollingOut");
                        },
                        third -> assertThat(third).isEqualTo(reachable));
        var stalled =
                new Conditions(List.of(), 2, NOW).stalled("RoleCycle", "x").list();
        assertThat(progress.over(stalled, new Conditions(stalled, 2, NOW))).isEqualTo(stalled);
    }
}
