package dev.usher.sync;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Failure;
import java.util.Optional;

/**
 * How an account stands after a lane worked on it.
 *
 * @param tenant where the id is valid; empty where the app could not even be addressed
 * @param aim the digest of what was decided, so that an answer to an older question is told apart
 * @param applied the digest that a read agreed with; the same as the aim where all is well
 * @param failure why it is not as decided
 * @param prepared whether the account was made ahead of a start and never seen enabled since
 */
public record Result(
        AccountState state,
        Optional<RemoteId> id,
        Optional<Tenant> tenant,
        Optional<Applied> aim,
        Optional<Applied> applied,
        Optional<Failure> failure,
        boolean prepared) {

    /** A failure, with all that is known of the account otherwise. */
    static Result failed(Failure why, Optional<KnownAccount> known, Optional<Applied> aim) {
        return new Result(
                AccountState.Failed,
                known.flatMap(KnownAccount::id),
                known.flatMap(KnownAccount::tenant),
                aim,
                known.flatMap(KnownAccount::applied),
                Optional.of(why),
                known.filter(KnownAccount::prepared).isPresent());
    }
}
