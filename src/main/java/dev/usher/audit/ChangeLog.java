package dev.usher.audit;

import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.outcome.Failure;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Ration;
import dev.usher.sync.Decided;
import dev.usher.sync.Journal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A journal of which the log tells as well: one line for each change that was made in an app, or was not.
 *
 * <p>Lines of what failed are rationed for each app, and so are those of what is accepted once more; of all else that succeeded there is one
 * for each change, as there is a request.
 */
public final class ChangeLog implements Journal {
    private static final System.Logger LOG = System.getLogger(ChangeLog.class.getName());
    private static final int MOST_APPS = 1_000;
    private static final int MOST_CHANGES = 10_000;
    /** Nobody is changed twice in the same way so soon, unless it came to nothing. */
    private static final Duration SOON = Duration.ofMinutes(10);

    private final Journal journal;
    private final LongSupplier nanos;
    private final Map<AppId, Ration> failed = Remembered.atMost(MOST_APPS);
    private final Map<AppId, Ration> repeated = Remembered.atMost(MOST_APPS);
    /** When something was accepted last. */
    private final Map<Tried, Long> accepted = Remembered.atMost(MOST_CHANGES);

    /** A change as it is tried again where it did not come to anything. */
    private record Tried(AppId app, Identity identity, String change) {}

    /** @param nanos a monotonic ticker */
    public ChangeLog(Journal journal, LongSupplier nanos) {
        this.journal = journal;
        this.nanos = nanos;
    }

    @Override
    public void intent(Change change) {
        journal.intent(change);
    }

    @Override
    public void result(Change change, Outcome outcome) {
        journal.result(change, outcome);
        change.ids().forEach(id -> tell(id, name(change), outcome));
    }

    private void tell(ChangeId id, String change, Outcome outcome) {
        var why = why(outcome);
        if (!LOG.isLoggable(why.isPresent() ? System.Logger.Level.WARNING : System.Logger.Level.INFO)) {
            return;
        }
        var about = Context.of(Field.APP, id.app().toString())
                .with(Field.RESOURCE, id.resource())
                .with(Field.CHANGE, change)
                .with(Field.OUTCOME, Status.name(outcome));
        var what = "%s in %s%s: %s"
                .formatted(
                        change,
                        id.app(),
                        id.resource().map(resource -> " for " + resource).orElse(""),
                        Status.name(outcome));
        why.ifPresentOrElse(
                failure -> rationed(
                        failed,
                        id.app(),
                        about.with(Field.REASON, failure.reason()),
                        System.Logger.Level.WARNING,
                        what + ", " + failure.message()),
                () -> succeeded(id, change, outcome, about, what));
    }

    /** An app that accepts everything and keeps nothing is told the same again and again. */
    private void succeeded(ChangeId id, String change, Outcome outcome, Context about, String what) {
        var now = nanos.getAsLong();
        var before = outcome instanceof Outcome.Accepted
                ? Optional.ofNullable(accepted.put(new Tried(id.app(), id.identity(), change), now))
                : Optional.<Long>empty();
        if (before.filter(at -> now - at < SOON.toNanos()).isPresent()) {
            rationed(repeated, id.app(), about, System.Logger.Level.INFO, what);
        } else {
            about.run(() -> LOG.log(System.Logger.Level.INFO, what));
        }
    }

    /** A change in the words of the audit stream. */
    public static String name(Change change) {
        return Activity.of(change).name();
    }

    /** An outcome in the same words. */
    public static String name(Outcome outcome) {
        return Status.name(outcome);
    }

    /** Why a change did not end as meant. */
    public static Optional<Failure> why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ambiguous(Failure why, var _) -> Optional.of(why);
            case Outcome.Failed(Failure why) -> Optional.of(why);
            case Outcome.Agreed _, Outcome.Accepted _, Outcome.Exists _ -> Optional.empty();
        };
    }

    private void rationed(
            Map<AppId, Ration> rations, AppId app, Context about, System.Logger.Level level, String what) {
        rations.computeIfAbsent(app, any -> new Ration(nanos))
                .write(left -> about.run(() -> LOG.log(level, what + left)));
    }

    @Override
    public void decision(Decided decided) {
        journal.decision(decided);
        var level = level(decided.what());
        if (LOG.isLoggable(level)) {
            tell(decided, level);
        }
    }

    /** What stands in the status of everybody is for those alone who look for it. */
    private static System.Logger.Level level(Decided.What what) {
        return switch (what) {
            case Decided.What.CauseBegins _, Decided.What.CauseEnds _, Decided.What.State _ ->
                System.Logger.Level.DEBUG;
            case Decided.What.Holds _ -> System.Logger.Level.WARNING;
            case Decided.What.Locks _,
                    Decided.What.Unlocks _,
                    Decided.What.Preserves _,
                    Decided.What.Unpreserves _,
                    Decided.What.Releases _,
                    Decided.What.Decides _,
                    Decided.What.Keeps _,
                    Decided.What.Phase _,
                    Decided.What.Adopts _,
                    Decided.What.Waives _ -> System.Logger.Level.INFO;
        };
    }

    /** Neither who asked for it nor what they said why: both are words of people. */
    private static void tell(Decided decided, System.Logger.Level level) {
        var about = decided.about();
        var resource = about.kind() + "/" + about.namespace() + "/" + about.name();
        var what = Activity.of(decided.what()).name();
        Context.of(Field.RESOURCE, resource)
                .with(Field.APP, decided.app().map(AppId::toString))
                .with(Field.DECISION, what)
                .run(() -> LOG.log(
                        level,
                        "%s of %s%s: %s"
                                .formatted(
                                        what,
                                        resource,
                                        decided.app().map(app -> " in " + app).orElse(""),
                                        decided.why())));
    }

    @Override
    public boolean isWell() {
        return journal.isWell();
    }
}
