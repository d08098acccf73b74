package dev.usher.sync;

import dev.usher.domain.account.AccessEnd;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.plan.Unexplained;
import java.time.Instant;
import java.util.Optional;

/**
 * How an account stands after a lane worked on it.
 *
 * @param tenant where the id is valid; empty where the app could not even be addressed
 * @param aim the digest of what was decided, so that an answer to an older question is told apart
 * @param applied the digest that a read agreed with; the same as the aim where all is well
 * @param failure why it is not as decided
 * @param prepared whether the account was made ahead of a start and never seen enabled since
 * @param unexplained what it holds and nothing explains; empty where no read showed what it holds
 * @param takeover what is known of it because it was there before Usher
 * @param candidate the account that may be theirs, where somebody has to decide
 * @param ended that access with it has ended, rather than being put off
 * @param fetchable where its holder can fetch what they get in with
 */
public record Result(
        AccountState state,
        Optional<RemoteId> id,
        Optional<Tenant> tenant,
        Optional<Applied> aim,
        Optional<Applied> applied,
        Optional<Failure> failure,
        boolean prepared,
        Optional<Unexplained> unexplained,
        Takeover takeover,
        Optional<RemoteId> candidate,
        Optional<AccessEnd> ended,
        Optional<DueCredential.Fetchable> fetchable) {
    /** One that says nothing of how its holder gets in. */
    public Result(
            AccountState state,
            Optional<RemoteId> id,
            Optional<Tenant> tenant,
            Optional<Applied> aim,
            Optional<Applied> applied,
            Optional<Failure> failure,
            boolean prepared,
            Optional<Unexplained> unexplained,
            Takeover takeover,
            Optional<RemoteId> candidate) {
        this(
                state,
                id,
                tenant,
                aim,
                applied,
                failure,
                prepared,
                unexplained,
                takeover,
                candidate,
                Optional.empty(),
                Optional.empty());
    }

    /** One that says nothing of what the account holds. */
    public Result(
            AccountState state,
            Optional<RemoteId> id,
            Optional<Tenant> tenant,
            Optional<Applied> aim,
            Optional<Applied> applied,
            Optional<Failure> failure,
            boolean prepared) {
        this(state, id, tenant, aim, applied, failure, prepared, Optional.empty(), Takeover.NONE, Optional.empty());
    }

    /** This word, with what an earlier one tells of the same account that nothing has been read of since. */
    public Result after(Result earlier) {
        return unexplained.isPresent() || !id.equals(earlier.id) ? this : with(earlier.unexplained, candidate);
    }

    /**
     * This word as it is recorded in place of an earlier one, with an id in no other tenant than that in which it was seen.
     *
     * <p>Where it names no account, the one that is recorded is still to be looked for in a tenant in which nobody has found it; unless
     * it is not there.
     */
    public Result inPlaceOf(Optional<KnownAccount> recorded) {
        if (id.isPresent() || state == AccountState.AwaitingLogin) {
            return this;
        }
        var here = tenant.or(() -> recorded.flatMap(KnownAccount::tenant));
        return recorded.filter(account -> account.id().isPresent())
                .filter(account ->
                        state != AccountState.Deleted || account.tenant().equals(here))
                .map(account -> at(account.id(), account.tenant()))
                .orElseGet(() -> at(Optional.empty(), here));
    }

    private Result at(Optional<RemoteId> there, Optional<Tenant> in) {
        return new Result(
                state, there, in, aim, applied, failure, prepared, unexplained, takeover, candidate, ended, fetchable);
    }

    /** What is known of the account by it, which stands so since then. */
    KnownAccount known(Instant since) {
        // Whoever's sessions are still to be ended, or what they own handed over, was shut by us, and by nobody else.
        var drifted = failure.filter(why -> !why.kind().isOfDisabled()).isPresent();
        return new KnownAccount(id, tenant, state, applied, since, prepared, drifted, takeover, ended);
    }

    /** A failure, with all that is known of the account otherwise. */
    static Result failed(Failure why, Optional<KnownAccount> known, Optional<Applied> aim) {
        return new Result(
                AccountState.Failed,
                known.flatMap(KnownAccount::id),
                known.flatMap(KnownAccount::tenant),
                aim,
                known.flatMap(KnownAccount::applied),
                Optional.of(why),
                known.filter(KnownAccount::prepared).isPresent(),
                Optional.empty(),
                known.map(KnownAccount::takeover).orElse(Takeover.NONE),
                Optional.empty(),
                known.flatMap(KnownAccount::ended),
                Optional.empty());
    }

    /** The same, and how its holder gets in, or does not any more. */
    Result getting(Optional<AccessEnd> end, Optional<DueCredential.Fetchable> place) {
        return new Result(
                state, id, tenant, aim, applied, failure, prepared, unexplained, takeover, candidate, end, place);
    }

    /** The same, and which account may be theirs. */
    public Result naming(RemoteId mayBeTheirs) {
        return with(unexplained, Optional.of(mayBeTheirs));
    }

    private Result with(Optional<Unexplained> found, Optional<RemoteId> mayBeTheirs) {
        return new Result(
                state, id, tenant, aim, applied, failure, prepared, found, takeover, mayBeTheirs, ended, fetchable);
    }

    /** Whether the account is in use, also by somebody's word that it is to be back for now. */
    public boolean isInUse() {
        return state == AccountState.Active
                || (state == AccountState.Held
                        && failure.filter(why -> why.detail() == Detail.RESTORED)
                                .isPresent());
    }

    /** Whether the account was taken over, and nothing was done about it yet. */
    public boolean isOnlyTaken() {
        return takeover.open() && state == AccountState.Pending;
    }
}
