package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The handovers of one app: a few at a time beside all other work, and each again no sooner than whoever does it asked for. */
final class Handovers {
    /** However slow an archive is, it is asked no more than this at a time. */
    static final int MOST = 2;

    /** What was not done yet, for which decision, and when by the monotonic clock it may be asked for again. */
    private record Pending(Applied aim, long again) {}

    /** An account as it was read before it was disabled for a decision. */
    private record Shut(Applied aim, Account shown) {}

    private final LongSupplier nanos;
    private final Aside aside;
    private final Consumer<Key> wakes;
    private final Map<Key, Pending> pending = new HashMap<>();
    private final Set<Key> underWay = new HashSet<>();
    private final Map<Key, Applied> waiting = new LinkedHashMap<>();
    private final Map<Key, Shut> shut = new HashMap<>();
    private Optional<AppSession> by = Optional.empty();
    private int edition;

    /**
     * Those of an app of which nobody was asked yet.
     *
     * @param aside lets others work while an answer is waited for
     * @param wakes lets one be tried now
     */
    Handovers(LongSupplier nanos, Aside aside, Consumer<Key> wakes) {
        this.nanos = nanos;
        this.aside = aside;
        this.wakes = wakes;
    }

    /** What is decided about one now: what was known of it while it was to go says nothing of the next time. */
    synchronized void isAbout(Key key, Optional<Applied> aim) {
        pending.computeIfPresent(key, (same, known) -> isFor(known.aim(), aim) ? known : null);
        waiting.computeIfPresent(key, (same, known) -> isFor(known, aim) ? known : null);
        shut.computeIfPresent(key, (same, known) -> isFor(known.aim(), aim) ? known : null);
    }

    private static boolean isFor(Applied known, Optional<Applied> aim) {
        return aim.equals(Optional.of(known));
    }

    /** It was disabled for this, and read like that before. */
    synchronized void isShut(Key key, Applied aim, Account shown) {
        shut.put(key, new Shut(aim, shown));
    }

    /** How the account of this id was read right before it was disabled; empty: by a process before this one, or not at all. */
    synchronized Optional<Account> shown(Key key, RemoteId id) {
        return Optional.ofNullable(shut.get(key))
                .map(Shut::shown)
                .filter(account -> account.id().equals(id));
    }

    /** It is gone. */
    void isOver(Key key) {
        isAbout(key, Optional.empty());
    }

    /**
     * How long it is not to be asked for; empty: it may be now.
     *
     * @param longest until it looks again whether it is its turn, unless it is woken for that
     */
    synchronized Optional<Duration> left(Key key, Applied aim, Duration longest) {
        var asked = Optional.ofNullable(pending.get(key))
                .filter(known -> known.aim().equals(aim))
                .map(known -> known.again() - nanos.getAsLong())
                .filter(left -> left > 0)
                .map(Duration::ofNanos);
        return asked.isPresent() || !isToWait(key, aim) ? asked : Optional.of(longest);
    }

    private boolean isToWait(Key key, Applied aim) {
        var isFull = underWay.size() >= MOST;
        if (isFull) {
            waiting.put(key, aim);
        }
        return isFull;
    }

    /** Asks for one; empty where too many are under way, and it is woken after one of them. */
    Optional<Outcome> ask(Key key, Applied aim, Supplier<Outcome> request) throws AppFailure {
        var begun = begins(key, aim);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        try {
            var outcome = new AtomicReference<Optional<Outcome>>(Optional.empty());
            aside.step(() -> outcome.set(Optional.of(request.get())));
            outcome.get().ifPresent(said -> note(key, aim, said, begun.get()));
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AppFailure.of(Kind.WAITING, Detail.LEASE_LOST);
        } finally {
            ends(key).ifPresent(wakes);
        }
    }

    private synchronized Optional<Integer> begins(Key key, Applied aim) {
        if (isToWait(key, aim)) {
            return Optional.empty();
        }
        waiting.remove(key);
        underWay.add(key);
        return Optional.of(edition);
    }

    private synchronized Optional<Key> ends(Key key) {
        underWay.remove(key);
        var next = waiting.keySet().stream().findFirst();
        next.ifPresent(waiting::remove);
        return next;
    }

    private synchronized void note(Key key, Applied aim, Outcome said, int asOf) {
        switch (said) {
            case Outcome.Agreed _, Outcome.Accepted _ -> pending.remove(key);
            case Outcome.Failed(var why) -> note(key, aim, why, asOf);
            case Outcome.Ambiguous(var why, var _) -> note(key, aim, why, asOf);
            case Outcome.Exists _ -> {}
        }
    }

    /** What was said to a request as it was declared before says nothing of the next one. */
    private void note(Key key, Applied aim, Failure why, int asOf) {
        if (asOf == edition) {
            var pause = why.retryAfter().map(Timing::atMostOfHandover).orElse(Duration.ZERO);
            pending.put(key, new Pending(aim, nanos.getAsLong() + pause.toNanos()));
        }
    }

    /** By which session it is asked from now on: another one is of another declaration, or of another Secret, and all are tried at once. */
    void areAskedBy(AppSession session) {
        anew(session).forEach(wakes);
    }

    private synchronized List<Key> anew(AppSession session) {
        if (by.equals(Optional.of(session))) {
            return List.of();
        }
        var all = Stream.concat(pending.keySet().stream(), underWay.stream())
                .distinct()
                .toList();
        by = Optional.of(session);
        edition++;
        pending.clear();
        return all;
    }
}
