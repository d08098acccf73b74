package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;

/** Whether an account was made ahead of a start, and nobody can have used it since. */
final class Usage {
    private final AccountWork work;
    private boolean prepared;

    Usage(AccountWork work) {
        this.work = work;
        this.prepared = isKnownPrepared();
    }

    private boolean isKnownPrepared() {
        return work.known.filter(KnownAccount::prepared).isPresent();
    }

    /** Whether the account was made ahead of a start and never seen enabled since. */
    boolean isPrepared() {
        return prepared;
    }

    /** A read showed it: an enabled one may have been used. */
    void sees(Account account) {
        var id = account.id();
        if (account.active()) {
            work.context.holdings().use(id);
            prepared = false;
        } else {
            var made = isRecorded(id) ? isKnownPrepared() : isClaimedPrepared();
            prepared = made && !work.context.holdings().isUsed(id);
        }
    }

    /** To be said before anything is sent that enables the account; what a crash may not undo is stored. */
    void begins(RemoteId id) throws LedgerFailure {
        work.context.holdings().use(id);
        prepared = false;
        if (isMadeDisabled(id)) {
            work.context.book().edit(page -> {
                var used = page;
                for (var identity : work.holder.identities().toList()) {
                    used = used.withUsed(identity);
                }
                return used;
            });
        }
    }

    /** Whether a create of ours that asked for a disabled account made this one, and nothing was recorded of it yet. */
    boolean isMadeDisabled(RemoteId id) {
        return !isRecorded(id) && isClaimedPrepared();
    }

    private boolean isRecorded(RemoteId id) {
        return work.knownId().filter(id::equals).isPresent();
    }

    private boolean isClaimedPrepared() {
        return work.claim().filter(Claim::prepared).isPresent();
    }
}
