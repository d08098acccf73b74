package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.plan.Step;
import java.util.Optional;
import java.util.Set;

/**
 * What an account shows of somebody else's account, such as its manager's: written in a request of its own once all else of it
 * is as decided, so that nothing waits for it and nothing fails because of it.
 *
 * <p>An app that refuses it is treated like one that takes it and does not keep it.
 */
final class SecondPass {
    static final Set<String> NAMES = Set.of(Attributes.MANAGER);

    private final AccountWork work;
    private final Decision.Want want;
    private final Writing writing;
    private final Delta due;
    private final Account there;

    /**
     * A second pass that is not made yet.
     *
     * @param delta all that was to change
     * @param there the account as it is now
     */
    SecondPass(AccountWork work, Decision.Want want, Writing writing, Delta delta, Account there) {
        this.work = work;
        this.want = want;
        this.writing = writing;
        this.due = delta.only(NAMES);
        this.there = there;
    }

    /** Whether nothing else is to change. */
    static boolean isAll(Delta delta) {
        return delta.without(NAMES).isEmpty();
    }

    /** Writes what is due; false where something else is decided by now. */
    boolean make() throws AppFailure {
        if (due.isEmpty() || !work.permission.allows(Step.UPDATE)) {
            return true;
        }
        if (!work.stillDecided(want)) {
            return false;
        }
        var id = there.id();
        // What it has entered since may have made another version of it.
        switch (work.send(new Change.Update(work.calls.nextId(), id, due, Optional.empty()))) {
            case Outcome.Agreed agreed
            when agreed.read().isPresent() -> writing.kept(due, agreed.read().get());
            case Outcome.Agreed _, Outcome.Accepted _ -> writing.kept(due, writing.reread(id));
            case Outcome.Ambiguous _ -> writing.arrived(due, writing.reread(id));
            case Outcome.Exists _ -> writing.leaves(due, there);
            case Outcome.Failed failed when isRefusal(failed.why()) -> writing.leaves(due, there);
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
        }
        return true;
    }

    /** Whether the same is refused every time; by another word than that nothing is wrong with the app or the account. */
    private static boolean isRefusal(Failure why) {
        return switch (why.kind()) {
            case REJECTED, DENIED, UNSUPPORTED -> true;
            default -> false;
        };
    }
}
