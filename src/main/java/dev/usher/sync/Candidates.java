package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Correlation;
import java.util.List;
import java.util.Optional;

/** Which of the accounts that an app has already is, or becomes, a holder's; others are somebody's, and are never taken. */
final class Candidates {
    private final AccountWork work;
    private final Desired desired;
    private final FirstLogin firstLogin;
    private final Owners owners;

    Candidates(AccountWork work, Desired desired, FirstLogin firstLogin) {
        this.work = work;
        this.desired = desired;
        this.firstLogin = firstLogin;
        this.owners = new Owners(work);
    }

    /** What a search came to. */
    sealed interface Match {
        /** There is no such account. */
        record None() implements Match {}

        /** One that was the holder's before. */
        record Own(Account account) implements Match {}

        /** One that was there before Usher, and is the holder's from now on. */
        record Adopted(Account account) implements Match {}

        /** One that may be the holder's: somebody has to decide. */
        record Open(RemoteId id) implements Match {}
    }

    /** Among all that have the holder's key or login name. */
    Match among(List<Account> found) throws AppFailure, LedgerFailure {
        var own = found.stream().filter(this::isOwn).toList();
        if (own.size() == 1) {
            return new Match.Own(own.getFirst());
        }
        if (own.size() > 1) {
            throw AppFailure.of(Kind.MANY, Detail.SAME_NAME);
        }
        if (found.isEmpty()) {
            return new Match.None();
        }
        if (owners.haveAnyOf(found)) {
            throw AppFailure.of(Kind.CLAIMED, Detail.SAME_NAME);
        }
        return nobodys(found);
    }

    private Match nobodys(List<Account> found) throws AppFailure {
        for (var account : found) {
            work.permission.expectUnprotected(account);
        }
        var correlation = work.context.upkeep().correlation();
        var isNew = found.stream().map(Account::id).allMatch(firstLogin::made);
        var refused = switch (correlation.adoption()) {
            case Refuse -> !isNew || owners.areElsewhere();
            case Ask, Adopt -> owners.areElsewhere();
        };
        if (refused || found.stream().noneMatch(account -> correlation.leadsTo(account, sought()))) {
            throw AppFailure.of(Kind.FOREIGN, Detail.SAME_NAME);
        }
        if (found.size() > 1) {
            throw AppFailure.of(Kind.MANY, Detail.SAME_NAME);
        }
        var account = found.getFirst();
        var taken = isNew ? correlation.takesNew(account, sought()) : correlation.takes(account, desired);
        if (!taken || owners.excuse(account)) {
            return new Match.Open(account.id());
        }
        if (!work.context.findings().areComplete()) {
            throw AppFailure.of(Kind.WAITING, Detail.NOT_READ_YET);
        }
        // A search may not show what it holds.
        return adopt(work.calls.read(account.id()).orElseThrow(() -> AppFailure.of(Kind.STALE, Detail.NONE)));
    }

    private Correlation.Sought sought() {
        return Correlation.Sought.by(desired);
    }

    /** The account that a person linked. */
    Match linked(RemoteId id) throws AppFailure, LedgerFailure {
        if (owners.areElsewhere()) {
            throw AppFailure.of(Kind.FOREIGN, Detail.LINKED_FROM_ELSEWHERE);
        }
        if (!desired.enabled()) {
            throw AppFailure.of(Kind.WAITING, Detail.LINKED_AHEAD);
        }
        var account = readLinked(id).orElseThrow(() -> AppFailure.of(Kind.UNLINKED, Detail.LINK));
        if (owners.haveAnyOf(List.of(account))) {
            throw AppFailure.of(Kind.CLAIMED, Detail.LINK);
        }
        return adopt(account);
    }

    /** Whatever somebody wrote for an id is no reason to let everybody else in the app wait. */
    private Optional<Account> readLinked(RemoteId id) throws AppFailure {
        try {
            return work.calls.read(id);
        } catch (AppFailure e) {
            throw switch (e.failure().kind()) {
                case HOSTILE, TRUNCATED, REJECTED, GONE -> AppFailure.of(Kind.UNLINKED, Detail.LINK);
                case UNREACHABLE -> AppFailure.of(Kind.WAITING, Detail.NONE);
                default -> e;
            };
        }
    }

    private Match adopt(Account account) throws AppFailure {
        work.permission.expectUnprotected(account);
        if (work.permission.takesOver() && !work.context.holdings().adopt(account.id(), work.holder)) {
            throw AppFailure.of(Kind.CLAIMED, Detail.SAME_NAME);
        }
        return new Match.Adopted(account);
    }

    /** Recorded as this holder's, or shows exactly what was claimed before a create of ours was sent. */
    private boolean isOwn(Account account) {
        var holdings = work.context.holdings();
        if (holdings.ownerOf(account.id()).isPresent()) {
            return holdings.isOwnedBy(account.id(), work.holder);
        }
        return work.claim()
                .filter(claim -> claim.names(account))
                .filter(claim -> account.externalId()
                        .map(shown -> work.holder.isKnownBy(shown, work.context.app()))
                        .orElse(true))
                .isPresent();
    }
}
