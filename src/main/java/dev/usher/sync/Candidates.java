package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;

/** Which of the accounts that an app has already is, or becomes, a holder's; others are somebody's, and are never taken. */
final class Candidates {
    private final AccountWork work;
    private final Desired desired;

    Candidates(AccountWork work, Decision.Want want) {
        this.work = work;
        this.desired = want.account();
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
    Match among(List<Account> found) throws AppFailure {
        var own = found.stream().filter(this::isOwn).toList();
        if (own.size() == 1) {
            return new Match.Own(own.getFirst());
        }
        if (own.size() > 1) {
            throw failure(Kind.MANY, Detail.SAME_NAME);
        }
        if (found.isEmpty()) {
            return new Match.None();
        }
        if (found.stream().anyMatch(account -> isAnothers(account.id()))) {
            throw failure(Kind.CLAIMED, Detail.SAME_NAME);
        }
        return nobodys(found);
    }

    private Match nobodys(List<Account> found) throws AppFailure {
        var correlation = work.context.upkeep().correlation();
        var refused = switch (correlation.adoption()) {
            case Refuse -> true;
            case Ask, Adopt -> isFromElsewhere();
        };
        if (refused || found.stream().noneMatch(account -> correlation.leadsTo(account, desired))) {
            throw failure(Kind.FOREIGN, Detail.SAME_NAME);
        }
        if (found.size() > 1) {
            throw failure(Kind.MANY, Detail.SAME_NAME);
        }
        var account = found.getFirst();
        if (!correlation.takes(account, desired)) {
            return new Match.Open(account.id());
        }
        if (!work.context.findings().areComplete()) {
            throw failure(Kind.WAITING, Detail.NOT_READ_YET);
        }
        return adopt(account);
    }

    /** The account that a person linked. */
    Match linked(RemoteId id) throws AppFailure {
        if (isFromElsewhere()) {
            throw failure(Kind.FOREIGN, Detail.LINKED_FROM_ELSEWHERE);
        }
        if (isAnothers(id)) {
            throw failure(Kind.CLAIMED, Detail.LINK);
        }
        return adopt(work.calls.read(id).orElseThrow(() -> failure(Kind.UNLINKED, Detail.LINK)));
    }

    private Match adopt(Account account) throws AppFailure {
        if (!work.context.holdings().adopt(account.id(), work.holder)) {
            throw failure(Kind.CLAIMED, Detail.SAME_NAME);
        }
        return new Match.Adopted(account);
    }

    /** Whoever declares people of another namespace has no say in which of the accounts here are theirs. */
    private boolean isFromElsewhere() {
        return !work.holder
                .identity()
                .realm()
                .equals(work.context.setup().config().app().namespace());
    }

    private boolean isAnothers(RemoteId id) {
        var holdings = work.context.holdings();
        return holdings.ownerOf(id).isPresent() && !holdings.isOwnedBy(id, work.holder);
    }

    /** Recorded as this holder's, or shows exactly what was claimed before a create of ours was sent. */
    private boolean isOwn(Account account) {
        var holdings = work.context.holdings();
        if (holdings.ownerOf(account.id()).isPresent()) {
            return holdings.isOwnedBy(account.id(), work.holder) && !holdings.isBeingAdopted(account.id());
        }
        return work.claim()
                .filter(claim ->
                        claim.userName().equalsIgnoreCase(account.attributes().userName()))
                .filter(claim -> account.externalId()
                        .map(desired.identity().externalId()::equals)
                        .orElse(true))
                .isPresent();
    }

    static AppFailure failure(Kind kind, Detail detail) {
        return new AppFailure(Failure.of(kind, detail), false);
    }
}
