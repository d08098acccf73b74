package dev.usher.domain.access;

import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What there is of somebody who departed, and whom a hold means. */
class ResolverHoldsTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Job GONE = job("main").is(Status.Terminated);
    private static final String DUE = "2026-10-15T12:00:00Z";
    private static final String END = "2026-12-24T18:00:00Z";

    private final LifecycleQuestion ada = new LifecycleQuestion();

    private static Hold until(String instant) {
        return new Hold(
                Company.NAMESPACE,
                "matter-7",
                Set.of(new Identity(Company.NAMESPACE, "1815")),
                Set.of(),
                Optional.of(Instant.parse(instant)));
    }

    @BeforeEach
    void sheDepartedFromAnAppThatDeletes() {
        ada.hasApp(
                        "github",
                        new Deprovisioning(
                                Reaction.Disable, Reaction.Disable, Reaction.Disable, Reaction.Delete, MONTH),
                        Duration.ZERO)
                .hasAccount("github", AccountState.Disabled)
                .passes(GONE);
    }

    @Test
    void noDateTellsOfAHoldThatHasKeptNothingYet() {
        var free = ada.passes(GONE);

        var held = ada.isHeldBy(until(END)).passes(GONE);

        assertThat(held.transitions()).isEqualTo(free.transitions());
        assertThat(held.nextTransition()).contains(new Transition(Instant.parse(DUE), Transition.What.RetentionEnds));
        assertThat(held.problems()).isEmpty();
    }

    @Test
    void onceItKeepsAnAccountItsEndIsThatOfTheRetention() {
        var held = ada.isHeldBy(until(END)).at(DUE).passes(GONE);

        assertThat(decided(held, "github")).contains(new Decision.Disabled(Why.Departed));
        assertThat(held.nextTransition()).contains(new Transition(Instant.parse(END), Transition.What.RetentionEnds));
        assertThat(held.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.HeldByPolicy);
        assertThat(decided(ada.at(END).passes(GONE), "github")).contains(new Decision.Absent(Why.Departed));
    }

    @Test
    void thatThePersonalDataGoesIsSaidAsIfNobodyHeldIt() {
        ada.hasApp("github", Deprovisioning.STANDARD, Duration.ZERO)
                .hasAccount("github", AccountState.Deleted)
                .forgetsAfter(MONTH)
                .passes(GONE);
        var free = ada.passes(GONE);

        var held = ada.isHeldBy(until(END)).passes(GONE);
        var kept = ada.at(DUE).passes(GONE);

        assertThat(free.nextTransition()).contains(new Transition(Instant.parse(DUE), Transition.What.Forget));
        assertThat(held.transitions()).isEqualTo(free.transitions());
        assertThat(kept.forgets()).isFalse();
        assertThat(kept.nextTransition()).contains(new Transition(Instant.parse(END), Transition.What.Forget));
    }
}
