package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Capabilities;
import dev.usher.connector.Capability;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** How an app shows accounts that are disabled, and what follows of one of ours that cannot be told from a read. */
enum Dormancy {
    /** Like all others. */
    SHOWN,
    /** Neither by their id nor in a list. */
    HIDDEN,
    /** Under other names, and perhaps without our key. */
    MASKED;

    static Dormancy of(Capabilities capabilities) {
        return switch (capabilities.value(Capability.DISABLED_ARE).orElse("")) {
            case "hidden" -> HIDDEN;
            case "masked" -> MASKED;
            default -> SHOWN;
        };
    }

    /** Whether a read of its known id that came to this may be of a disabled account of ours, which it does not show as ours. */
    boolean mayBe(AccountWork work, Optional<Account> there) {
        return work.knownId().isPresent()
                && switch (this) {
                    case SHOWN -> false;
                    case HIDDEN -> there.isEmpty();
                    case MASKED ->
                        there.filter(account -> !account.active() && !work.isOurs(account))
                                .isPresent();
                };
    }

    /** Whether the record says that it was disabled, or made so, by us. */
    static boolean isDisabledByUs(AccountWork work) {
        return work.known
                .filter(account -> account.state() == AccountState.Disabled)
                .isPresent();
    }

    /** Whether the values that it shows of an account are not those that it keeps. */
    boolean masks(Account shown) {
        return this == MASKED && !shown.active();
    }

    /** Whether no read shows it. */
    boolean hides(Account account) {
        return this == HIDDEN && !account.active();
    }

    /** Whether a list that does not show an account says nothing about it, since it is to be disabled. */
    boolean hides(KnownAccount known) {
        return this == HIDDEN && known.state() == AccountState.Disabled;
    }

    /**
     * Enables an account by the id that is recorded as its holder's, which nobody but the app could give to somebody else, and reads
     * whose it is then; empty where there is none.
     */
    static Optional<Account> wake(AccountWork work, RemoteId id) throws AppFailure, LedgerFailure {
        work.context.seats().expectOne(work);
        work.usage.begins(id);
        return switch (work.send(new Change.Enable(work.calls.nextId(), id))) {
            case Outcome.Failed(var why) when why.kind() == Kind.GONE -> Optional.empty();
            case Outcome.Failed(var why) -> throw new AppFailure(why, false);
            case Outcome.Exists _ -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Agreed _, Outcome.Accepted _ ->
                awake(work, id, AppFailure.of(Kind.NOT_EFFECTIVE, Detail.NONE));
            case Outcome.Ambiguous _ -> awake(work, id, AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST));
        };
    }

    /** It may still appear, and another one is not made beside it. */
    private static Optional<Account> awake(AccountWork work, RemoteId id, AppFailure otherwise) throws AppFailure {
        var there = work.calls.read(id);
        if (there.isEmpty()) {
            throw otherwise;
        }
        return there;
    }
}
