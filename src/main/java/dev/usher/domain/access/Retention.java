package dev.usher.domain.access;

import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Hold;
import dev.usher.domain.person.Lock;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an account that has no user any more: what happens at a departure, unless it is to stay in use; then it is
 * orphaned, and the app says what becomes of those.
 *
 * @param id of the account; empty: it is looked up yet
 * @param since when it lost its user
 * @param locks that shut out whose it was
 * @param holds that keep what there is of whose it was; also those that are over
 * @param isOrphaned whether it stays as it is, whatever happens at a departure; a lock shuts it out all the same
 * @param orphanedSince since when complete inventories show it in use; empty: fewer than two of them did
 */
public record Retention(
        AppDefinition app,
        Optional<RemoteId> id,
        Instant since,
        List<Lock> locks,
        List<Hold> holds,
        boolean isOrphaned,
        Optional<Instant> orphanedSince) {
    public Retention {
        locks = List.copyOf(locks);
        holds = List.copyOf(holds);
    }

    /** Of one that nobody wanted to stay, whose locks and holds are these. */
    public Retention(AppDefinition app, Optional<RemoteId> id, Instant since, List<Lock> locks, List<Hold> holds) {
        this(app, id, since, locks, holds, false, Optional.empty());
    }

    /** The same, which is to stay in use, or not. */
    public Retention orphaned(boolean stays, Optional<Instant> shownSince) {
        return new Retention(app, id, since, locks, holds, stays, shownSince);
    }

    /** The same, kept by these. */
    public Retention heldBy(List<Hold> some) {
        return new Retention(app, id, since, locks, some, isOrphaned, orphanedSince);
    }

    /** What is decided about the account. */
    public Decision decide(Instant now) {
        if (app.isPausedAt(now)) {
            return new Decision.Hold(Why.AppSuspended);
        }
        var lockout = Lockout.at(locks, now);
        if (lockout.shuts(app.id())) {
            return app.lockedBy(lockout.of(app.id()));
        }
        var why = isGoingAsOrphan(now) ? Why.Orphaned : Why.UserDeleted;
        return switch (reaction(now)) {
            case Disable -> new Decision.Disabled(why);
            case Delete ->
                purgeAt(now).filter(at -> !now.isBefore(at)).isPresent()
                        ? new Decision.Absent(why)
                        : new Decision.Disabled(why);
            case Keep -> new Decision.Hold(Why.KeptByPolicy);
        };
    }

    /** Whether neither a departure nor a lock shuts it out: it is for nobody's work, be it for a grace or for ever. */
    public boolean isLeftInUse(Instant now) {
        return left() == Reaction.Keep && !Lockout.at(locks, now).shuts(app.id());
    }

    private Reaction reaction(Instant now) {
        return isGoingAsOrphan(now) ? orphanReaction() : left();
    }

    /** By the departure alone. */
    private Reaction left() {
        return isOrphaned ? Reaction.Keep : app.deprovisioning().onDeparture();
    }

    private Reaction orphanReaction() {
        return switch (app.deprovisioning().orphans().reply()) {
            case Report -> Reaction.Keep;
            case Disable -> Reaction.Disable;
            case Delete -> Reaction.Delete;
        };
    }

    private boolean isGoingAsOrphan(Instant now) {
        return shutAt(now).filter(at -> !now.isBefore(at)).isPresent();
    }

    /** From when on an account that was left in use is disabled all the same, since nobody justifies it; empty: it stays. */
    public Optional<Instant> shutAt(Instant now) {
        var terms = app.deprovisioning().orphans();
        return left() == Reaction.Keep
                        && terms.reply() != OrphanTerms.Reply.Report
                        && id.filter(known -> terms.acknowledge(known, now)).isEmpty()
                ? orphanedSince.map(shown -> shown.plus(terms.grace()))
                : Optional.empty();
    }

    /** From when on the account is not to be there; empty: it stays, be it because a lock or a hold keeps it disabled. */
    public Optional<Instant> purgeAt(Instant now) {
        return dueAt(now).flatMap(due -> new Preservation(holds).puttingOff(app.id(), due));
    }

    /** The same as anybody may read it: no hold is seen in it before it has kept something. */
    public Optional<Instant> shownPurgeAt(Instant now) {
        return dueAt(now).flatMap(due -> new Preservation(holds).shown(app.id(), due, now));
    }

    /** Whether it would be deleted by now, and is kept. */
    public boolean isHeldByPolicy(Instant now) {
        return dueAt(now).filter(due -> !now.isBefore(due)).isPresent()
                && new Preservation(holds).covers(app.id(), now);
    }

    private Optional<Instant> dueAt(Instant now) {
        if (!locks.isEmpty() || reaction(now) != Reaction.Delete) {
            return Optional.empty();
        }
        var start = isGoingAsOrphan(now) ? shutAt(now) : Optional.of(since);
        return start.map(disabled -> disabled.plus(app.deprovisioning().retention()));
    }
}
