package dev.usher.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Pause;
import dev.usher.domain.safety.OrphanTerms;
import dev.usher.domain.safety.OrphanTerms.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts that have no user any more, and those of them that were left in use. */
class RetentionTest {
    private static final AppId WIKI = new AppId("people", "wiki");
    private static final RemoteId ID = new RemoteId("7f3a");
    private static final Instant LOST = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant SHOWN = Instant.parse("2026-09-02T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Instant OVER = SHOWN.plus(WEEK);

    private final OrphanTerms silent = new OrphanTerms(Optional.empty(), Map.of());
    private List<Lock> locks = List.of();
    private List<Hold> holds = List.of();

    private static AppDefinition app(Reaction onDeparture, OrphanTerms terms) {
        return new AppDefinition(
                WIKI,
                Optional.empty(),
                new Deprovisioning(Reaction.Disable, Reaction.Disable, onDeparture, MONTH).reacting(terms),
                Duration.ZERO,
                Optional.empty());
    }

    private Retention retention(Reaction onDeparture, OrphanTerms terms) {
        return new Retention(app(onDeparture, terms), Optional.of(ID), LOST, locks, holds);
    }

    /** It stays in use, and inventories have shown it. */
    private Retention left(OrphanTerms terms) {
        return retention(Reaction.Disable, terms).orphaned(true, Optional.of(SHOWN));
    }

    private OrphanTerms after(Reply reply) {
        return silent.reacting(reply, WEEK);
    }

    @Test
    void anAccountThatWasLeftInUseIsShutOutOnceTheGraceIsOver() {
        var left = left(after(Reply.Disable));

        assertThat(left.decide(OVER.minusSeconds(1))).isEqualTo(new Decision.Hold(Why.KeptByPolicy));
        assertThat(left.decide(OVER)).isEqualTo(new Decision.Disabled(Why.Orphaned));
        assertThat(left.shutAt(SHOWN)).contains(OVER);
        assertThat(left.purgeAt(OVER)).isEmpty();
    }

    @Test
    void oneThatIsToBeDeletedIsRetainedFromTheEndOfTheGrace() {
        var left = left(after(Reply.Delete));

        assertThat(left.purgeAt(OVER.minusSeconds(1))).isEmpty();
        assertThat(left.decide(OVER)).isEqualTo(new Decision.Disabled(Why.Orphaned));
        assertThat(left.purgeAt(OVER)).contains(OVER.plus(MONTH));
        assertThat(left.decide(OVER.plus(MONTH))).isEqualTo(new Decision.Absent(Why.Orphaned));
    }

    @Test
    void nobodyIsShutOutByAnAppThatOnlyTellsOfThem() {
        var left = left(after(Reply.Report));

        assertThat(left.decide(OVER.plus(MONTH))).isEqualTo(new Decision.Hold(Why.KeptByPolicy));
        assertThat(left.shutAt(OVER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.class,
            names = {"Disable", "Delete"})
    void oneLookAloneIsNoProof(Reply reply) {
        var left = retention(Reaction.Disable, after(reply)).orphaned(true, Optional.empty());

        assertThat(left.decide(OVER.plus(MONTH))).isEqualTo(new Decision.Hold(Why.KeptByPolicy));
    }

    @Test
    void whoIsAcknowledgedStaysUntilThatEnds() {
        var until = Moment.parse("2026-12-01T00:00:00Z");
        var known = new OrphanTerms(Optional.empty(), Map.of(ID, new Pause(until)), Reply.Disable, WEEK);

        assertThat(left(known).decide(OVER)).isEqualTo(new Decision.Hold(Why.KeptByPolicy));
        assertThat(left(known).shutAt(OVER)).isEmpty();
        assertThat(left(known).decide(Instant.parse("2026-12-01T00:00:00Z")))
                .isEqualTo(new Decision.Disabled(Why.Orphaned));
    }

    /** As with the user's own word: what an app leaves in use at a departure is orphaned by it. */
    @Test
    void whatAnAppKeepsAtADepartureIsReachedToo() {
        var kept = retention(Reaction.Keep, after(Reply.Disable)).orphaned(false, Optional.of(SHOWN));

        assertThat(kept.decide(OVER.minusSeconds(1))).isEqualTo(new Decision.Hold(Why.KeptByPolicy));
        assertThat(kept.decide(OVER)).isEqualTo(new Decision.Disabled(Why.Orphaned));
    }

    /** What happens at a departure happens at once, and is nobody's orphan. */
    @Test
    void whatGoesAtADepartureWaitsForNoGrace() {
        var gone = retention(Reaction.Delete, after(Reply.Disable)).orphaned(false, Optional.of(SHOWN));

        assertThat(gone.decide(LOST)).isEqualTo(new Decision.Disabled(Why.UserDeleted));
        assertThat(gone.purgeAt(LOST)).contains(LOST.plus(MONTH));
        assertThat(gone.shutAt(OVER)).isEmpty();
    }

    @Test
    void aHoldKeepsItDisabled() {
        holds = List.of(new Hold(
                "people",
                "matter-7",
                Set.of(new Identity("people", "1815")),
                Set.of(),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z"))));
        var left = left(after(Reply.Delete));
        var due = OVER.plus(MONTH);

        assertThat(left.decide(due)).isEqualTo(new Decision.Disabled(Why.Orphaned));
        assertThat(left.isHeldByPolicy(due)).isTrue();
        assertThat(left.shownPurgeAt(due)).contains(Instant.parse("2027-01-01T00:00:00Z"));
    }
}
