package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Ration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What the log is told of a lane: what keeps it from working, that this is over, and whose work failed; each once, and never many lines. */
final class LaneNews {
    private static final System.Logger LOG = System.getLogger(LaneNews.class.getName());

    private final AppId app;
    private final Ration ration;

    LaneNews(AppId app, LongSupplier nanos) {
        this.app = app;
        this.ration = new Ration(nanos);
    }

    /** The lane stands otherwise than before. */
    void stands(LaneHealth before, LaneHealth now) {
        if (now.asked() && (!before.asked() || !reason(before.trouble()).equals(reason(now.trouble())))) {
            now.trouble()
                    .ifPresentOrElse(
                            why -> warn("no work on " + app, why),
                            () -> say(before.trouble().isPresent() ? "work on " + app + " goes on" : app + " answers"));
        }
        if (!reason(before.rejection()).equals(reason(now.rejection()))) {
            now.rejection()
                    .ifPresentOrElse(
                            why -> warn("nobody is given values in " + app, why),
                            () -> say("people are given values in " + app + " again"));
        }
    }

    private static Optional<String> reason(Optional<Failure> why) {
        return why.map(Failure::reason);
    }

    /** Somebody's work failed, and is tried again; the first time in a row is news. */
    void putsOff(Key key, Failure why, int attempts) {
        if (attempts == 1 && isNews(why.kind())) {
            warn("what is decided of " + key + " could not be done in " + app + ", and is tried again", why);
        }
    }

    /** What nobody has to do anything about is in statuses, and so is what a person wants to be so. */
    private static boolean isNews(Kind kind) {
        return kind.actor() != Kind.Actor.NOBODY && kind.retry() != Kind.Retry.SELDOM && kind != Kind.HELD;
    }

    private void say(String what) {
        ration.write(left -> about().run(() -> LOG.log(System.Logger.Level.INFO, what + left)));
    }

    private void warn(String what, Failure why) {
        ration.write(left -> about().with(Field.REASON, why.reason())
                .run(() -> LOG.log(System.Logger.Level.WARNING, what + ": " + why.message() + left)));
    }

    private Context about() {
        return Context.of(Field.APP, app.toString());
    }
}
