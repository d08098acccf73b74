package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.sync.Key;
import dev.usher.sync.TrustedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T00:00:00Z");
    private static final Key ADA = new Key.OfUser("people", "ada");

    private final Agenda agenda = new Agenda(Clock.fixed(NOW, ZoneOffset.UTC), key -> {});
    private Instant trusted = NOW;
    private final TrustedClock time = TrustedClock.start(
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> Duration.between(NOW, trusted).toNanos(),
            () -> Optional.of(NOW));
    private final Schedule schedule = new Schedule(agenda, time);

    /** What is due is not done as long as time is in doubt, and must not be looked at in every instant until then. */
    @Test
    void looksAgainInASecondAtWhatIsDueAndWaits() {
        trusted = END.plusSeconds(60);

        schedule.note(ADA, resolution(ends(END, false)), Optional.empty(), NOW);

        assertThat(agenda.next()).contains(trusted.plusSeconds(1));
    }

    @Test
    void looksAgainAtTheNextTransition() {
        schedule.note(ADA, resolution(ends(END.plusSeconds(9), false), ends(END, false)), Optional.empty(), NOW);

        assertThat(agenda.next()).contains(END);
    }

    @Test
    void looksAgainAtATransitionThatNobodyMaySee() {
        schedule.note(ADA, resolution(ends(END, true)), Optional.empty(), NOW);

        assertThat(agenda.next()).contains(END);
    }

    @Test
    void looksAgainAtWhatDidNotSucceedAndNoLaterAtWhatIsAhead() {
        schedule.note(ADA, resolution(), Optional.of(NOW.plusSeconds(60)), NOW);
        assertThat(agenda.next()).contains(NOW.plusSeconds(60));

        schedule.note(ADA, resolution(ends(NOW.plusSeconds(9), false)), Optional.of(NOW.plusSeconds(60)), NOW);
        assertThat(agenda.next()).contains(NOW.plusSeconds(9));
    }

    @Test
    void forgetsWhoeverHasNothingAhead() {
        schedule.note(ADA, resolution(ends(END, false)), Optional.empty(), NOW);
        schedule.note(ADA, resolution(), Optional.empty(), NOW);

        assertThat(agenda.next()).isEmpty();
        assertThat(agenda.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void looksAgainSoonOnlyWhereSomebodyElseMayGiveBackANameOrAKey(Problem.Kind kind) {
        schedule.note(ADA, resolution(new Problem(kind, "eve"), ends(END, false)), Optional.empty(), NOW);

        var taken = Set.of(
                        Problem.Kind.DuplicateExternalId, Problem.Kind.DuplicateUserName, Problem.Kind.UserNameReserved)
                .contains(kind);
        assertThat(agenda.next()).contains(taken ? NOW.plusSeconds(10) : END);
    }

    @Test
    void looksEvenSoonerWhereATransitionComesFirst() {
        schedule.note(
                ADA,
                resolution(new Problem(Problem.Kind.DuplicateUserName, "eve"), ends(NOW.plusSeconds(3), false)),
                Optional.empty(),
                NOW);

        assertThat(agenda.next()).isEqualTo(Optional.of(NOW.plusSeconds(3)));
    }

    @Test
    void looksAtAnAccountWithoutAUserWhenItsTimeHasCome() {
        var account = new Key.OfRetained("people", "wiki-1");

        schedule.at(account, END);

        assertThat(agenda.next()).contains(END);
    }

    private static Transition ends(Instant when, boolean confidential) {
        return new Transition(when, Transition.What.EmploymentEnds, confidential);
    }

    private static Resolution resolution(Transition... transitions) {
        return resolution(List.of(), transitions);
    }

    private static Resolution resolution(Problem problem, Transition... transitions) {
        return resolution(List.of(problem), transitions);
    }

    private static Resolution resolution(List<Problem> problems, Transition... transitions) {
        return new Resolution(
                LifecycleState.Active, false, false, Map.of(), Memory.NONE, List.of(transitions), problems);
    }
}
