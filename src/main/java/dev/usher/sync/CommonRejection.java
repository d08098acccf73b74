package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A rejection that everybody meets alike, which is the doing of the mapping or of the credentials and nobody's own: all others wait, and one account at a
 * time shows whether the app has come to take what it is given.
 */
final class CommonRejection {
    /** So many in a row, and nobody in between of whom the app took anything. */
    static final int ENOUGH = 5;

    private static final int MOST_REMEMBERED = 64;

    /** So many trials later everybody who waits has asked again, so that there is always somebody who may try. */
    private static final int ROUND = 60;

    private final LongSupplier nanos;
    private final long between;
    private final BooleanSupplier takesOthers;
    private final Map<Identity, Applied> rejected = new LinkedHashMap<>();
    private final Map<Identity, Long> turns = new HashMap<>();
    private Optional<Failure> same = Optional.empty();
    private long next;
    private long last;
    private boolean stands;

    /**
     * One that nobody has met.
     *
     * @param between from one trial to the next one
     * @param takesOthers whether the app has taken what is decided now of somebody
     */
    CommonRejection(LongSupplier nanos, Duration between, BooleanSupplier takesOthers) {
        this.nanos = nanos;
        this.between = between.toNanos();
        this.takesOthers = takesOthers;
    }

    /** What is said of everybody while it stands. */
    synchronized Optional<Failure> standing() {
        return same.filter(any -> stands)
                .map(why -> new Failure(common(why.kind()), why.detail(), why.names(), Optional.empty()));
    }

    /** What it is called where everybody meets it. */
    private static Kind common(Kind met) {
        return met == Kind.DENIED ? Kind.WRITES_DENIED : Kind.MAPPING_REJECTED;
    }

    /** Whether it is what the standing one is called by whoever meets it. */
    static boolean isCommon(Failure why) {
        return why.kind() == Kind.WRITES_DENIED || why.kind() == Kind.MAPPING_REJECTED;
    }

    /**
     * To be asked before values are sent. Whoever was rejected, and is to look otherwise since, may try at once: somebody may
     * have corrected the mapping.
     *
     * @param aim the digest of what is to be sent
     */
    synchronized void expectNone(Identity identity, Applied aim) throws AppFailure {
        var before = Optional.ofNullable(rejected.get(identity));
        if (!stands || before.filter(earlier -> !earlier.equals(aim)).isPresent()) {
            return;
        }
        var left = next - nanos.getAsLong();
        // Whoever was rejected gives way to others, of whom it may not be so.
        if (before.isPresent() && left + between > 0) {
            throw waits(left + between);
        }
        if (left > 0) {
            throw waits(turn(identity) - nanos.getAsLong());
        }
        turns.remove(identity);
        next = nanos.getAsLong() + between;
    }

    /** The app did not take values; says whether that is news of everybody. */
    synchronized boolean meets(Identity identity, Applied aim, Failure why) {
        if (why.kind() != Kind.REJECTED && why.kind() != Kind.DENIED) {
            return false;
        }
        var before = standing();
        if (same.filter(earlier -> earlier.kind() == why.kind() && earlier.detail() == why.detail())
                .isEmpty()) {
            rejected.clear();
            stands = false;
            same = Optional.of(why);
        }
        rejected.remove(identity);
        rejected.put(identity, aim);
        if (rejected.size() > MOST_REMEMBERED) {
            rejected.remove(rejected.keySet().iterator().next());
        }
        if (!stands && rejected.size() >= ENOUGH && !takesOthers.getAsBoolean()) {
            stands = true;
            next = nanos.getAsLong() + between;
            last = nanos.getAsLong();
        }
        return !before.equals(standing());
    }

    /** The app took values; says whether everybody else may go on. */
    synchronized boolean ends() {
        var stood = stands;
        stands = false;
        rejected.clear();
        turns.clear();
        same = Optional.empty();
        return stood;
    }

    /** When somebody may ask again; whoever does so earlier has the same turn. */
    private long turn(Identity identity) {
        var mine = turns.get(identity);
        if (mine != null && mine - nanos.getAsLong() > 0) {
            return mine;
        }
        var after = last + between;
        last = after - next < 0 || after - next > ROUND * between ? next : after;
        turns.put(identity, last);
        return last;
    }

    private AppFailure waits(long pause) {
        return new AppFailure(standing().orElseThrow().after(Duration.ofNanos(pause)), false);
    }
}
