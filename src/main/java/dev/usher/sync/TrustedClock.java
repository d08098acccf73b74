package dev.usher.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The time that decisions are taken by: it goes on with the monotonic ticker, follows the wall clock gently, and never
 * follows a wall clock that jumped.
 *
 * <p>A distance of up to 30 s from the wall clock is made up at no more than 1 %. Beyond that the wall clock is suspect,
 * and the ticker alone counts, until the wall clock comes back or until the API server's clock has agreed with it for ten
 * minutes. One agreement proves nothing: a node and an API server on one machine jump together, and are put right
 * together. Time never goes backwards, but for one case: a wall clock that is adopted although it is earlier.
 */
public final class TrustedClock extends Clock {
    /** How far apart two clocks may be that agree. */
    public static final Duration TOLERANCE = Duration.ofSeconds(30);
    /** How long the API server's clock has to agree with a wall clock that jumped before it is adopted. */
    public static final Duration ADOPTED_AFTER = Duration.ofMinutes(10);

    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);
    /** Between two reads of the ticker around one of the wall clock; after more, the three do not belong together. */
    private static final Duration TORN = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 3;

    /** The API server's time. */
    @FunctionalInterface
    public interface SecondOpinion {
        /** Its time now, or empty if it cannot be asked; takes some seconds at most, and does not throw. */
        Optional<Instant> ask();
    }

    /** One look at both clocks. */
    private record Look(long tick, Instant wall) {}

    private final Clock wall;
    private final LongSupplier nanos;
    private final SecondOpinion opinion;
    private final List<Suspicion.Watcher> watchers = new CopyOnWriteArrayList<>();
    private final WallVerdict verdict = new WallVerdict();
    /** Held for a whole check; its holder may take {@link #lock}, never the other way around. */
    private final ReentrantLock checking = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private Course course;
    private long asked;
    /** A beginning is told together with the first answer of the API server, which decides what is to be done. */
    private boolean told = true;

    private volatile Optional<Suspicion> suspicion = Optional.empty();

    private TrustedClock(Clock wall, LongSupplier nanos, SecondOpinion opinion, Course course) {
        this.wall = wall;
        this.nanos = nanos;
        this.opinion = opinion;
        this.course = course;
        this.asked = course.tick();
    }

    /**
     * Begins with the wall clock if the API server's agrees. Else it begins with the earlier of both, so that what ends by
     * time ends late rather than early, and is suspect until they agree.
     *
     * @param nanos never goes backwards, in nanoseconds
     */
    public static TrustedClock start(Clock wall, LongSupplier nanos, SecondOpinion opinion) {
        var server = opinion.ask();
        var now = wall.instant();
        var earlier = server.filter(now::isAfter).filter(time -> !agree(time, now));
        var clock = new TrustedClock(wall, nanos, opinion, Course.straight(nanos.getAsLong(), earlier.orElse(now)));
        if (server.isEmpty() || !agree(server.get(), now)) {
            clock.verdict.unconfirmed();
            var says = server.isEmpty()
                    ? Suspicion.Server.SILENT
                    : earlier.isPresent() ? Suspicion.Server.AGREES : Suspicion.Server.DISAGREES;
            var begun = earlier.orElse(now);
            clock.suspicion = Optional.of(new Suspicion(begun, Duration.between(begun, now), says));
        }
        return clock;
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return course.at(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The time as of which is decided: this one, but that it stands still while it is in doubt itself, so that nothing
     * starts and nothing ends because a time has come. Where the API server agrees with it, only the wall clock is wrong.
     */
    public Clock deciding() {
        var trusted = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return suspicion
                        .filter(doubt -> doubt.server() != Suspicion.Server.AGREES)
                        .map(Suspicion::since)
                        .orElseGet(trusted::instant);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return trusted.withZone(zone);
            }
        };
    }

    /** Why the wall clock is not believed; empty while it is. */
    public Optional<Suspicion> suspicion() {
        return suspicion;
    }

    /** Tells somebody of every beginning and end from now on, and at once of a suspicion that there is. */
    public void watch(Suspicion.Watcher watcher) {
        checking.lock();
        try {
            watchers.add(watcher);
            suspicion.filter(any -> told).ifPresent(watcher::began);
        } finally {
            checking.unlock();
        }
    }

    /** Compares the clocks; to be called once a second. While there is a suspicion it may wait for the API server. */
    public void check() {
        checking.lock();
        try {
            var look = look();
            if (look.isPresent()) {
                var ahead = ahead(look.get());
                if (suspicion.isEmpty() && !isSmall(ahead)) {
                    suspect(look.get(), ahead);
                }
                if (suspicion.isEmpty()) {
                    follow(ahead);
                } else {
                    doubt(look.get(), suspicion.get());
                }
            }
        } finally {
            checking.unlock();
        }
    }

    private void suspect(Look look, Duration ahead) {
        var since = move(Duration.ZERO);
        var begun = new Suspicion(since, ahead, Suspicion.Server.SILENT);
        asked = look.tick() - ASKED_EVERY.toNanos();
        verdict.jumped();
        suspicion = Optional.of(begun);
        told = false;
    }

    /** While it is suspect, the ticker alone counts. */
    private void doubt(Look first, Suspicion before) {
        var look = first;
        var server = before.server();
        Optional<Suspicion.Server> answer = Optional.empty();
        if (look.tick() - asked >= ASKED_EVERY.toNanos()) {
            asked = look.tick();
            var time = opinion.ask();
            var again = look();
            if (again.isEmpty()) {
                return;
            }
            look = again.get();
            server = compare(time, look);
            answer = Optional.of(server);
        }
        var ahead = ahead(look);
        var now = new Suspicion(before.since(), ahead, server);
        suspicion = Optional.of(now);
        if (!told) {
            told = true;
            watchers.forEach(watcher -> watcher.began(now));
        }
        var end = verdict.after(look.tick(), ahead, answer);
        if (end.isPresent()) {
            if (end.get() == Suspicion.Ending.WALL_ADOPTED) {
                move(ahead);
            }
            suspicion = Optional.empty();
            watchers.forEach(watcher -> watcher.ended(now, end.get()));
        }
    }

    /** Where both agree with the API server, or where it is the nearer one, the time that is counted on is right. */
    private Suspicion.Server compare(Optional<Instant> server, Look look) {
        if (server.isEmpty()) {
            return Suspicion.Server.SILENT;
        }
        var fromWall = Duration.between(look.wall(), server.get()).abs();
        var fromUs = Duration.between(at(look.tick()), server.get()).abs();
        var nearest = fromWall.compareTo(fromUs) < 0 ? fromWall : fromUs;
        if (!isSmall(nearest)) {
            return Suspicion.Server.DISAGREES;
        }
        return nearest.equals(fromUs) || isSmall(ahead(look))
                ? Suspicion.Server.AGREES
                : Suspicion.Server.AGREES_WITH_WALL;
    }

    /** Two reads of the ticker that are far apart mean that this thread, or the machine, was stopped in between. */
    private Optional<Look> look() {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = nanos.getAsLong();
            var time = wall.instant();
            var tick = nanos.getAsLong();
            if (tick - before < TORN.toNanos()) {
                return Optional.of(new Look(tick, time));
            }
        }
        return Optional.empty();
    }

    private Duration ahead(Look look) {
        return Duration.between(at(look.tick()), look.wall());
    }

    private Instant at(long tick) {
        lock.lock();
        try {
            return course.at(tick);
        } finally {
            lock.unlock();
        }
    }

    private void follow(Duration ahead) {
        lock.lock();
        try {
            // Another thread may have read a later tick: what it was told stays said.
            var tick = nanos.getAsLong();
            course = new Course(tick, course.at(tick), ahead.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Moves time by so much, lets it go on straight from there, and says where it was. */
    private Instant move(Duration by) {
        lock.lock();
        try {
            var tick = nanos.getAsLong();
            var was = course.at(tick);
            course = Course.straight(tick, was.plus(by));
            return was;
        } finally {
            lock.unlock();
        }
    }

    private static boolean agree(Instant one, Instant other) {
        return isSmall(Duration.between(one, other));
    }

    static boolean isSmall(Duration distance) {
        return distance.abs().compareTo(TOLERANCE) <= 0;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        // Through a lambda: on this object itself it would be this method again.
        InstantSource source = () -> instant();
        return source.withZone(zone);
    }
}
