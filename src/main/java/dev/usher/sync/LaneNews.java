package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.outcome.Mistake;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Ration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the log is told of a lane: what keeps it from working, that this is over, whose work failed, and mistakes; never many lines of one
 * kind, whatever the others are.
 */
final class LaneNews {
    private static final System.Logger LOG = System.getLogger(LaneNews.class.getName());

    /** How a change is answered, of which a line by itself tells. */
    private static final Set<Kind> ANSWERS =
            Set.of(Kind.REJECTED, Kind.DENIED, Kind.GONE, Kind.UNSUPPORTED, Kind.SEATS_EXHAUSTED);

    private final AppId app;
    private final Ration standing;
    private final Ration work;
    private final Ration mistakes;
    /** Of those whose turn it is, what a line by itself tells of. */
    private final Map<Key, Set<Kind>> told = new ConcurrentHashMap<>();

    LaneNews(AppId app, LongSupplier nanos) {
        this.app = app;
        this.standing = new Ration(nanos);
        this.work = new Ration(nanos);
        this.mistakes = new Ration(nanos);
    }

    /** The lane stands otherwise than before. */
    void stands(LaneHealth before, LaneHealth now) {
        if (now.asked() && (!before.asked() || !reason(before.trouble()).equals(reason(now.trouble())))) {
            now.trouble()
                    .ifPresentOrElse(
                            why -> warn(standing, "no work on " + app, why),
                            () -> say(before.trouble().isPresent() ? "work on " + app + " goes on" : app + " answers"));
        }
        if (!reason(before.rejection()).equals(reason(now.rejection()))) {
            now.rejection()
                    .ifPresentOrElse(
                            why -> warn(standing, "nobody is given values in " + app, why),
                            () -> say("people are given values in " + app + " again"));
        }
    }

    private static Optional<String> reason(Optional<Failure> why) {
        return why.map(Failure::reason);
    }

    /** In this turn a change was sent for somebody, and what was answered to it is told by whoever records it. */
    void isWritten(Key key) {
        told.put(key, ANSWERS);
    }

    /** The turn of somebody is over. */
    void isOver(Key key) {
        told.remove(key);
    }

    /** Somebody's work failed, and is tried again; the first time in a row is news. */
    void putsOff(Key key, Failure why, int attempts) {
        if (attempts == 1 && isNews(why.kind()) && !isTold(key, why.kind())) {
            warn(work, "what is decided of " + key + " could not be done in " + app + ", and is tried again", why);
        }
    }

    private boolean isTold(Key key, Kind kind) {
        return Optional.ofNullable(told.get(key))
                .filter(kinds -> kinds.contains(kind))
                .isPresent();
    }

    /** What nobody has to do anything about is in statuses, and so is what a person wants to be so. */
    private static boolean isNews(Kind kind) {
        return kind.actor() != Kind.Actor.NOBODY && kind.retry() != Kind.Retry.SELDOM && kind != Kind.HELD;
    }

    /** Work for somebody met a mistake of the code. */
    void mistake(Key key, Throwable thrown) {
        told.put(key, Set.of(Kind.INTERNAL));
        mistake("work on " + key + " failed", thrown);
    }

    /** A mistake of the code, with where it happened: one that is met with everybody is met very often. */
    void mistake(String what, Throwable thrown) {
        var mistake = Mistake.ofCode(thrown);
        mistakes.write(left -> about().run(() -> LOG.log(System.Logger.Level.ERROR, what + left, mistake)));
    }

    private void say(String what) {
        standing.write(left -> about().run(() -> LOG.log(System.Logger.Level.INFO, what + left)));
    }

    private void warn(Ration ration, String what, Failure why) {
        ration.write(left -> about().with(Field.REASON, why.reason())
                .run(() -> LOG.log(System.Logger.Level.WARNING, what + ": " + why.message() + left)));
    }

    private Context about() {
        return Context.of(Field.APP, app.toString());
    }
}
