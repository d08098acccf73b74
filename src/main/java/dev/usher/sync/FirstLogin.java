package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An account that its app makes when its person logs in for the first time: awaited, and known as theirs once it is there.
 *
 * <p>That it is theirs follows from a record: the app had no account of their key and their login name once, and what has them now
 * came later.
 */
final class FirstLogin {
    private final AccountWork work;
    private final Correlation.Sought sought;
    private boolean comesInPlace;
    private boolean wasThere;

    FirstLogin(AccountWork work, Correlation.Sought sought) {
        this.work = work;
        this.sought = sought;
    }

    /**
     * An account of theirs is gone: what has its keys now came in its place.
     *
     * <p>Its keys are known where it was as it still is to be; those that somebody got since were not the account's.
     *
     * @param lost the one that is gone
     */
    void losesTheirs(RemoteId lost) {
        wasThere = work.context.register().saw(lost);
        comesInPlace = said().anyMatch(account -> account.applied().equals(Optional.of(work.aim())));
    }

    /** What is known of their account, in memory and by its record. */
    private Stream<KnownAccount> said() {
        return Stream.of(work.known, work.holder.account(work.context.app())).flatMap(Optional::stream);
    }

    /** Whether an account with these keys came since it was recorded that there was none. */
    boolean comesLater() {
        return comesInPlace
                || said().filter(account -> account.isIn(work.context.tenant()))
                        .anyMatch(account -> account.takeover().awaited().equals(Optional.of(keys())));
    }

    /**
     * Whether the account came since then, and is not an older one that bears these keys by now.
     *
     * <p>What came in place of one that the last inventory missed may have been in that one, and in no earlier one.
     */
    boolean made(RemoteId id) {
        var register = work.context.register();
        return comesLater()
                && (work.context.findings().isNew(work.key, id)
                        || !((comesInPlace && !wasThere) ? register.sawBefore(id) : register.saw(id)));
    }

    private Applied keys() {
        return Aims.awaited(sought, work.context.digests());
    }

    /** Whether nothing has happened since the app was found to have no account of theirs. */
    boolean isAwaited() {
        return work.isSettledAs(AccountState.AwaitingLogin, work.aim()) && seen().isEmpty();
    }

    /** The account of theirs that the last inventory came across. */
    private Optional<RemoteId> seen() {
        return work.context.findings().newcomer(work.key);
    }

    /** A search may not show everything, and what was not read once could be taken later for what came since. */
    void expectRead() throws AppFailure {
        if (!work.context.findings().areComplete() && !comesLater()) {
            throw AppFailure.of(Kind.WAITING, Detail.NOT_READ_YET);
        }
    }

    /** There is none: until somebody logs in nothing more has to be done. */
    Done awaits() {
        remembers();
        return work.settled(AccountState.AwaitingLogin, Optional.empty(), work.aim());
    }

    /** From now on it is known that there is none. */
    void remembers() {
        work.knows(Takeover.awaiting(keys()));
    }

    /** What the app has of theirs; once it is recorded that there was none, an inventory may answer that. */
    List<Account> found(Search search) throws AppFailure {
        var seen = seen();
        var found = seen.isPresent() || !comesLater() ? search.inApp() : search.whileAwaited();
        if (seen.isEmpty() || found.stream().map(Account::id).anyMatch(seen.get()::equals)) {
            return found;
        }
        return Stream.concat(found.stream(), work.calls.read(seen.get()).stream())
                .toList();
    }

    /** What has just been made holds what the app gave it by itself; by its keys it is still known as new when this is told again. */
    Done takeOver(Account account, Adoption adoption) {
        work.knows(new Takeover(Set.of(), true, Optional.of(keys())));
        return adoption.tells(account.id());
    }

    /**
     * Somebody who is to have no account may have logged in all the same: then it is theirs, and ends like every account of theirs.
     *
     * <p>Empty where there is none.
     *
     * @param anew whether somebody wants to know it as of now, whatever was said before
     */
    Optional<Done> late(Adoption adoption, boolean anew) throws AppFailure, LedgerFailure {
        var owners = new Owners(work);
        if (!comesLater() || owners.areElsewhere()) {
            return Optional.empty();
        }
        var theirs = new ArrayList<Account>();
        for (var account : lately(anew)) {
            if (made(account.id())
                    && work.context.upkeep().correlation().takesNew(account, sought)
                    && !owners.haveAnyOf(List.of(account))
                    && !owners.excuse(account)) {
                theirs.add(account);
            }
        }
        if (theirs.size() > 1) {
            throw AppFailure.of(Kind.MANY, Detail.SAME_NAME);
        }
        return theirs.isEmpty() ? Optional.empty() : Optional.of(shuts(theirs.getFirst(), adoption));
    }

    /** Once it was said that there is none, an inventory tells of one: the name may be another person's by then. */
    private List<Account> lately(boolean anew) throws AppFailure {
        var seen = seen();
        if (seen.isPresent()) {
            return work.calls.read(seen.get()).stream().toList();
        }
        var isSaid = work.known
                .filter(account -> account.state() == AccountState.Deleted)
                .isPresent();
        return !isSaid || (anew && hasItsName())
                ? work.calls.lookUp(sought.externalId(), sought.userName())
                : List.of();
    }

    private boolean hasItsName() {
        return work.context.ports().world().awaited(work.context.app()).contains(work.key);
    }

    private Done shuts(Account account, Adoption adoption) throws AppFailure {
        work.permission.expectUnprotected(account);
        if (!work.permission.takesOver() && !work.permission.allows(Step.DISABLE)) {
            return work.planned();
        }
        if (!work.context.holdings().adopt(account.id(), work.holder)) {
            throw AppFailure.of(Kind.CLAIMED, Detail.SAME_NAME);
        }
        return takeOver(account, adoption);
    }
}
