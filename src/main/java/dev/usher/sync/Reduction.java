package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Membership;
import dev.usher.domain.plan.Unexplained;
import dev.usher.domain.safety.Member;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes an account away: disabled or deleted, after a live look at the reason and inside the limits. */
final class Reduction {
    private final AccountWork work;
    private final Decision decision;
    private final Why why;
    private final boolean delete;
    private final AccountState goal;
    private final Applied aim;

    Reduction(AccountWork work, Decision decision, Why why, boolean delete) {
        this.work = work;
        this.decision = decision;
        this.why = why;
        this.delete = delete;
        this.goal = delete ? AccountState.Deleted : AccountState.Disabled;
        this.aim = work.aim();
    }

    Done run() throws AppFailure, LedgerFailure {
        var restored = new Restoring(work, decision, why, aim).instead();
        if (restored.isPresent()) {
            return restored.get();
        }
        try {
            return reduced();
        } finally {
            credentials().ifPresent(CredentialEnd::isOwed);
        }
    }

    private Optional<CredentialEnd> credentials() {
        return decision instanceof Decision.Disabled disabled
                ? Optional.of(new CredentialEnd(work, disabled, aim))
                : Optional.empty();
    }

    private Done reduced() throws AppFailure, LedgerFailure {
        if (work.isSettledAs(goal, aim) && !isSeen()) {
            return work.settled(goal, work.knownId(), aim);
        }
        if (work.isSettledAs(AccountState.Deleted, aim) && !isSeen()) {
            return work.settled(AccountState.Deleted, work.knownId(), aim);
        }
        return begun();
    }

    private Done begun() throws AppFailure, LedgerFailure {
        var heldBack = new Removal(work, decision, aim, delete).heldBack();
        if (heldBack.isPresent()) {
            return heldBack.get();
        }
        doubt();
        var there = work.lateness.mayBeEnabled() && !delete ? unseen() : work.find();
        if (work.calls.dormancy().mayBe(work, there)) {
            return asleep(work.knownId().orElseThrow());
        }
        if (there.isEmpty()) {
            expectNobody();
            return noneKnown();
        }
        var account = there.get();
        work.expectOurs(account);
        work.sees(account);
        if (delete && why == Why.Withdrawn && !work.isPrepared()) {
            // Somebody may have used it after all: once the record says so too, it is decided again.
            throw AppFailure.of(Kind.STALE, Detail.NONE);
        }
        if (account.active()) {
            work.inquiry.findsLoosened();
        }
        if (account.active() || delete) {
            var otherwise = new Removal(work, decision, aim, delete).of(account);
            if (otherwise.isPresent()) {
                return otherwise.get();
            }
        }
        return delete ? gone(Optional.of(account.id())) : leave(account);
    }

    /** That it was disabled to be deleted stays so, whatever is sent. */
    private void doubt() {
        if (!isBegun()) {
            work.doubt();
        }
    }

    private boolean isBegun() {
        return delete && Handover.isBegun(work);
    }

    /** An account that may be enabled although no read shows that yet: it is shut whatever they show. */
    private Optional<Account> unseen() throws AppFailure {
        var id = work.knownId();
        if (id.isEmpty()) {
            return work.find();
        }
        return Optional.of(work.calls.look(id.get()).map(Account::enabled).orElseGet(() -> recorded(id.get(), true)));
    }

    /** Nobody can use it. Nobody can tell whose it is either, so that nothing is deleted. */
    private Done asleep(RemoteId id) throws AppFailure, LedgerFailure {
        if (isBegun()) {
            return unseenForGood(id);
        }
        if (delete) {
            throw AppFailure.of(Kind.UNSUPPORTED, Detail.DISABLED_HIDDEN);
        }
        work.permission.expectUnprotected(recorded(id, false));
        if (why.takesEntitlements()) {
            var left = takeOurs(id);
            if (left.isEmpty()) {
                return new Done.Again();
            }
        }
        return shut(recorded(id, false), Optional.empty());
    }

    /** It was read as theirs when it was disabled for this deletion, a moment ago or as long as its handover takes: that is gone by. */
    private Done unseenForGood(RemoteId id) throws AppFailure, LedgerFailure {
        var account = recorded(id, false);
        work.sees(account);
        var otherwise = new Removal(work, decision, aim, true).of(account);
        return otherwise.isPresent() ? otherwise.get() : gone(Optional.of(id));
    }

    /** What can be told of an account without a read. */
    private Account recorded(RemoteId id, boolean active) {
        var name = Map.of(Attributes.USER_NAME, work.userName().orElse(""));
        return new Account(id, Optional.of(work.externalId()), active, Attributes.of(name), Optional.empty());
    }

    /** An id of another tenant says nothing here: whoever matches may be the same account at a new address. */
    private void expectNobody() throws AppFailure {
        var isElsewhere = work.known.flatMap(KnownAccount::id).isPresent()
                && work.knownId().isEmpty();
        if (isElsewhere
                && !work.calls
                        .lookUp(work.externalId(), work.userName().orElse(""))
                        .isEmpty()) {
            throw AppFailure.of(Kind.FOREIGN, Detail.SAME_NAME);
        }
    }

    /** Whoever waited for somebody's first login may have missed it. */
    private Done noneKnown() throws AppFailure, LedgerFailure {
        var userName = work.userName();
        if (userName.isEmpty()) {
            return gone(work.knownId());
        }
        var firstLogin = new FirstLogin(work, new Correlation.Sought(work.externalId(), userName.get()));
        var late = firstLogin.late(new Adoption(work), decision.isLocked());
        if (late.isPresent()) {
            return late.get();
        }
        work.knownId().ifPresent(work::forgets);
        forgetCredential();
        if (firstLogin.comesLater()) {
            firstLogin.remembers();
        }
        return work.settled(AccountState.Deleted, work.knownId(), aim);
    }

    private void forgetCredential() throws LedgerFailure {
        if (!work.permission.isOnlyPlanning()) {
            CredentialBook.of(work).isOver();
        }
    }

    /** Whether a first login has made an account of theirs although they are to have none. */
    private boolean isSeen() {
        return work.context
                .findings()
                .newcomer(work.key)
                .filter(id -> !work.knownId().equals(Optional.of(id)))
                .isPresent();
    }

    private Done gone(Optional<RemoteId> id) throws LedgerFailure {
        id.ifPresent(work::forgets);
        forgetCredential();
        work.context.handovers().isOver(work.key);
        return work.settled(AccountState.Deleted, id, aim);
    }

    /** Who comes back keeps what roles name; from all others it is taken. */
    private Done leave(Account account) throws AppFailure, LedgerFailure {
        var id = account.id();
        if (!why.takesEntitlements()) {
            return disabled(account, work.ours().named(), Membership.NONE);
        }
        var taken = takeOurs(id);
        return taken.isPresent() ? leaveBeyond(account, taken.get()) : new Done.Again();
    }

    /** What of its entitlements was taken; empty where it has to be decided again. */
    private Optional<Membership> takeOurs(RemoteId id) throws AppFailure, LedgerFailure {
        var ours = work.ours();
        work.knows(work.takeover().holding(Set.of()));
        var membership = Membership.none(ours, work.entries(id).held(ours.taken()));
        if (!membership.isEmpty()) {
            work.inquiry.findsLoosened();
            work.context.breaker().restitution().takesToo(Member.of(work.holder.identity()), why, membership.remove());
            if (!work.isConfirmed(decision) || !work.entries(id).apply(membership)) {
                return Optional.empty();
            }
        }
        return Optional.of(membership);
    }

    /** What no role names goes within the limits: nobody can use it any more, and whoever comes back would miss it. */
    private Done leaveBeyond(Account account, Membership before) throws AppFailure, LedgerFailure {
        var excess = Excess.of(work, aim, account, before.remove());
        if (!excess.membership().isEmpty()) {
            work.inquiry.findsLoosened();
            if (!work.isConfirmed(decision)) {
                return new Done.Again();
            }
        }
        var otherwise = excess.take();
        return otherwise.isPresent() ? otherwise.get() : disabled(account, Set.of(), before.and(excess.taken()));
    }

    private Done disabled(Account account, Set<Entitlement> explained, Membership change)
            throws AppFailure, LedgerFailure {
        return shut(account, work.unexplained(account, explained, change));
    }

    /** Nobody can begin a session with it any more. */
    private Done shut(Account account, Optional<Unexplained> unexplained) throws AppFailure, LedgerFailure {
        var open = decision instanceof Decision.Disabled disabled
                ? ended(account, disabled, unexplained)
                : Optional.<Done>empty();
        return open.isPresent()
                ? open.get()
                : work.settled(goal, Optional.of(account.id()), aim, unexplained, Optional.empty());
    }

    /** What they have open ends first, and then what they could open it with. */
    private Optional<Done> ended(Account account, Decision.Disabled disabled, Optional<Unexplained> unexplained)
            throws AppFailure, LedgerFailure {
        var open = new Sessions(work, disabled).end(account, unexplained);
        return open.isPresent() ? open : new CredentialEnd(work, disabled, aim).of(account);
    }
}
