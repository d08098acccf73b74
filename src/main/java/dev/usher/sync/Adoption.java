package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Unexplained;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes over an account that was there before Usher.
 *
 * <p>That, and what it holds, is recorded before anything is written to it: whoever leaves, is shut out or deleted from then on
 * does so with the account, and what Usher gives it later is not taken for what it held before.
 */
final class Adoption {
    /** A status has no room for more. */
    private static final int MOST_HELD = 128;

    private final AccountWork work;

    Adoption(AccountWork work) {
        this.work = work;
    }

    /** Says what there is to record of an account that a read by its id showed. */
    Done of(Account account, Desired desired) throws AppFailure {
        var ours = work.ours();
        var asked = new HashSet<>(desired.entitlements());
        asked.addAll(ours.named());
        var held = new HashSet<>(work.entries(account.id()).held(asked));
        account.entitlements().ifPresent(held::addAll);
        // No Role can name what has no place in a status, so that nobody will take it.
        held.removeIf(entitlement -> !asked.contains(entitlement) && !Unexplained.canBeShown(entitlement.value()));
        var takeover = new Takeover(held, true).once(desired.entitlements(), Set.of(), Set.of());
        if (takeover.held().size() > MOST_HELD) {
            work.context.holdings().letGo(work.holder);
            throw AppFailure.of(Kind.UNDECIDED, Detail.HOLDS_MORE);
        }
        work.knows(takeover);
        return tells(account.id());
    }

    /** Whether the account was taken over, and the record does not say so yet. */
    boolean isUnrecorded() {
        return work.takeover().open()
                && !work.holder
                        .account(work.context.app())
                        .flatMap(account -> account.idIn(work.context.tenant()))
                        .equals(work.knownId());
    }

    /**
     * The account that somebody linked, where no record says yet that it is theirs.
     *
     * <p>What is decided here knows of it before the record does, and then has no link to follow any more.
     */
    Optional<RemoteId> linked() {
        return work.holder
                .decide(work.context.app(), Optional.empty(), work.now())
                .flatMap(Decision::linked);
    }

    /** Somebody has to decide whether this account is theirs. */
    Done asks(RemoteId candidate) {
        var why = Failure.of(Kind.UNDECIDED, Detail.CANDIDATE);
        var known = work.context.holdings().known(work.holder, work.context.app());
        return new Done.Asks(Result.failed(why, known, Optional.of(work.aim())).naming(candidate), why);
    }

    /** Says it, once more where nobody has recorded it yet. */
    Done tells(RemoteId id) {
        return new Done.Taken(work.noted(new Result(
                AccountState.Pending,
                Optional.of(id),
                Optional.of(work.context.tenant()),
                Optional.of(work.aim()),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                work.takeover(),
                Optional.empty())));
    }
}
