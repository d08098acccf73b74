package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Whether one piece of work can believe what it reads: what was sent and not answered may land later, and some apps show for a while what
 * was before a write (the setting {@code reads.lag}).
 *
 * <p>Of such an app nothing is sent again, taken for lost or said to be so before its time is over; what ends access is sent whatever a read
 * shows.
 */
final class Lateness {
    private final LaneContext context;
    private final Facts.OfHolder holder;
    private final LaneCalls calls;
    private final Duration lag;
    private final Optional<Unshown.Sent> before;
    private final boolean isKnown;
    private Optional<Instant> awaited = Optional.empty();
    private Optional<Decision> decided = Optional.empty();

    Lateness(LaneContext context, Facts.OfHolder holder, LaneCalls calls) {
        this.context = context;
        this.holder = holder;
        this.calls = calls;
        this.lag = calls.lag();
        this.before = lag.isZero() ? Optional.empty() : context.unshown().of(holder, now());
        this.isKnown =
                !lag.isZero() && context.holdings().known(holder, context.app()).isPresent();
        calls.believesAbsence(this::expectShown);
    }

    /** Does it, and says that it is to be done later where what it read cannot be believed. */
    Done of(LaneCalls.Work work) throws AppFailure, LedgerFailure {
        try {
            var done = calls.unlessOvertaken(work);
            return isOver(done) ? confirmed(done) : done;
        } catch (AppFailure e) {
            var until = awaited.or(() -> excused(e.failure()));
            if (until.isEmpty()) {
                throw e;
            }
            return new Done.Later(until.get(), Detail.NOT_SHOWN);
        }
    }

    /** Of an account that is still to be deleted it is looked again anyway. */
    private static boolean isOver(Done done) {
        return done instanceof Done.Settled
                || (done instanceof Done.Open(var _, var why) && why.kind() != Kind.HANDOVER_PENDING);
    }

    /** Until when something is waited for that was sent, the first time that it is not shown. */
    private Optional<Instant> excused(Failure why) {
        if (lag.isZero() || !isMismatch(why)) {
            return Optional.empty();
        }
        var sent = context.unshown().of(holder, now()).filter(last -> decided.equals(Optional.of(last.under())));
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        context.unshown().misses(holder.identity(), why);
        return sent.filter(any -> any.inVain().isEmpty())
                .map(Unshown.Sent::until)
                .map(this::atTheLatest);
    }

    /** What is answered, and not shown; what is not answered is asked for again as ever. */
    private static boolean isMismatch(Failure why) {
        return switch (why.kind()) {
            case NOT_EFFECTIVE -> true;
            case STALE -> why.detail() == Detail.NONE;
            case REJECTED -> why.detail() == Detail.CONFLICT_HIDDEN;
            default -> false;
        };
    }

    /** Access that is to end is tried to be ended as often as ever. */
    private Instant atTheLatest(Instant until) {
        var soon = now().plus(context.timing().revocation());
        return decided.filter(Lateness::reduces).isPresent() && soon.isBefore(until) ? soon : until;
    }

    private Done confirmed(Done done) {
        var later = decided.flatMap(this::later);
        if (later.isEmpty()) {
            context.unshown().shows(holder.identity());
            return done;
        }
        context.holdings()
                .known(holder, context.app())
                .ifPresent(read -> context.holdings().doubt(holder, read));
        return later.get();
    }

    private Optional<Done> later(Decision decision) {
        var lands = context.suspects().until(holder, decision, now());
        var shows = Stream.of(
                        before.filter(sent -> !sent.under().equals(decision)).map(Unshown.Sent::until),
                        afterStart().filter(any -> calls.haveAsked() && (isKnown || reduces(decision))))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        return Stream.concat(lands.stream(), shows.stream())
                .max(Instant::compareTo)
                .map(until ->
                        new Done.Later(until, lands.isPresent() && lag.isZero() ? Detail.LATE : Detail.NOT_SHOWN));
    }

    private static boolean reduces(Decision decision) {
        return switch (decision) {
            case Decision.Disabled _, Decision.Absent _, Decision.Trim _ -> true;
            case Decision.Want _, Decision.Hold _, Decision.Planned _ -> false;
        };
    }

    /**
     * How it ends before anything is asked, because the same was sent a moment ago.
     *
     * @param isAsked whether an inventory says otherwise, which it may have read too early
     * @throws AppFailure where the same was in vain before
     */
    Optional<Done> rests(Decision decision, boolean isAsked) throws AppFailure {
        decided = Optional.of(decision);
        var same = before.filter(sent -> sent.under().equals(decision));
        if (same.isEmpty()) {
            return Optional.empty();
        }
        var missed = same.get().missed().isPresent();
        if (!missed) {
            var pause = Duration.between(now(), atTheLatest(same.get().until()));
            return isAsked ? Optional.of(new Done.Waits(pause, Optional.empty())) : Optional.empty();
        }
        if (reduces(decision)) {
            return Optional.empty();
        }
        var inVain = same.get().inVain();
        if (inVain.isPresent()) {
            throw new AppFailure(inVain.get(), false);
        }
        return Optional.of(new Done.Later(same.get().until(), Detail.NOT_SHOWN));
    }

    /** A change of the account was sent, or may have been. */
    void sent(Change.OfAccount change, Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            return;
        }
        sends();
        if (change.enables()) {
            var late = outcome instanceof Outcome.Ambiguous ambiguous
                    ? Optional.of(ambiguous.lateUntil())
                    : Optional.<Instant>empty();
            hiddenUntil(late).ifPresent(until -> context.suspects().enabling(holder.identity(), until));
        }
    }

    /** The account was let into an entitlement, or out of it, or may have been. */
    void sent(Entitlement entitlement, Memberships.Wish wish) {
        sends();
        if (wish.late().isPresent() || wish.holds()) {
            hiddenUntil(wish.late())
                    .ifPresent(until -> context.suspects().giving(holder.identity(), entitlement, until));
        }
    }

    /** What lands late shows later still. */
    private Optional<Instant> hiddenUntil(Optional<Instant> late) {
        return late.or(() -> Optional.of(now()).filter(any -> !lag.isZero())).map(lands -> lands.plus(lag));
    }

    private void sends() {
        if (!lag.isZero()) {
            decided.ifPresent(under -> context.unshown().sends(holder.identity(), under, now(), now().plus(lag)));
        }
    }

    /** Whether an account may be enabled that reads do not show so. */
    boolean mayBeEnabled() {
        return !lag.isZero() && context.suspects().mayBeEnabled(holder, now());
    }

    /** Whether reads may show what was before something that was sent earlier. */
    boolean isBehind() {
        return before.isPresent();
    }

    /** What was just sent is shown; the first time that it is not, it is waited for, and then it counts as it is. */
    void expectShown(BooleanSupplier isShown) throws AppFailure {
        var sent = lag.isZero()
                ? Optional.<Unshown.Sent>empty()
                : context.unshown().of(holder, now());
        if (sent.filter(any -> any.inVain().isEmpty()).isPresent() && !isShown.getAsBoolean()) {
            context.unshown().misses(holder.identity(), Failure.of(Kind.NOT_EFFECTIVE, Detail.NONE));
            throw awaits(sent.get().until());
        }
    }

    /** That nobody is found proves nothing while what was sent before may not show. */
    private void expectShown() throws AppFailure {
        var until = before.map(Unshown.Sent::until).or(this::afterStart);
        if (until.isPresent()) {
            throw awaits(until.get());
        }
    }

    /** The same of what was claimed. */
    void expectShown(Optional<Claim> claim) throws AppFailure {
        // It was claimed before it was sent, and by a process before this one it may have been sent until that ended.
        var begun = context.experience().since();
        var until = claim.map(Claim::since)
                .map(since -> since.isBefore(begun) ? begun : since)
                .flatMap(this::shownAfter);
        if (until.isPresent()) {
            throw awaits(until.get());
        }
    }

    private AppFailure awaits(Instant until) {
        awaited = Optional.of(until);
        return AppFailure.of(Kind.WAITING, Detail.NOT_SHOWN);
    }

    /** What the process before this one sent is known to nobody. */
    private Optional<Instant> afterStart() {
        return shownAfter(context.experience().since());
    }

    /** Until when what was sent then may not show; of other apps nobody cares how the clock went since. */
    private Optional<Instant> shownAfter(Instant sent) {
        return Optional.of(sent.plus(lag)).filter(until -> !lag.isZero() && now().isBefore(until));
    }

    private Instant now() {
        return context.timing().clock().instant();
    }
}
