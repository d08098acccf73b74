package dev.usher.sync;

import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/** How a fake app treats a write: it may do it, or not, and may say so, or something else. */
@FunctionalInterface
interface Fault {
    /**
     * Answers a write.
     *
     * @param effect does it, and says so truly
     */
    Outcome answer(FakeApp app, Supplier<Outcome> effect);

    /** It is done, and nobody hears of it. */
    static Fault answerLost() {
        return (app, effect) -> {
            var _ = effect.get();
            return ambiguous(app);
        };
    }

    /** It is not done, and nobody can tell. */
    static Fault requestLost() {
        return (app, effect) -> ambiguous(app);
    }

    /** It is done only when the app says so with {@link FakeApp#landWhatIsLate()}. */
    static Fault late() {
        return (app, effect) -> {
            app.later(effect);
            return ambiguous(app);
        };
    }

    /** It is not done, and said to be. */
    static Fault pretended() {
        return (app, effect) -> new Outcome.Accepted();
    }

    /** It is done, and the answer shows nothing. */
    static Fault terse() {
        return (app, effect) -> effect.get() instanceof Outcome.Agreed ? new Outcome.Accepted() : effect.get();
    }

    static Fault failed(Kind kind) {
        return failed(Failure.of(kind, Detail.NONE));
    }

    static Fault failed(Failure why) {
        return (app, effect) -> new Outcome.Failed(why);
    }

    static Fault poisonous() {
        return (app, effect) -> {
            throw new IllegalStateException("a mistake in a connector");
        };
    }

    /** An answer without an account. */
    static Fault bare() {
        return (app, effect) ->
                effect.get() instanceof Outcome.Agreed ? new Outcome.Agreed(Optional.empty()) : effect.get();
    }

    private static Outcome ambiguous(FakeApp app) {
        return new Outcome.Ambiguous(Failure.of(Kind.UNREACHABLE, Detail.TIMED_OUT), app.lateUntil());
    }
}
