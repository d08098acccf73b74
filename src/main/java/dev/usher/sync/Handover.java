package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.connector.Waiver;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Optional;

/** What has to be done elsewhere before an account is deleted, since nothing brings back what it owned. */
record Handover(AccountWork work, Removal removal) {
    /** An account that nobody can have used owns nothing, and what is not going to be deleted is handed to nobody. */
    boolean isAskedFor() {
        return work.context.setup().handsOver()
                && !work.isPrepared()
                && work.calls.handling().deletes();
    }

    /** Whether somebody said that the account may go as it is, of which a record is made before it does. */
    boolean isWaived(RemoteId account) {
        var waiver = work.context.setup().waiver(account).filter(any -> isAskedFor());
        waiver.map(this::decided).ifPresent(work.context.ports().journal()::decision);
        return waiver.isPresent();
    }

    private Decided decided(Waiver waiver) {
        var app = work.context.app();
        return new Decided(
                new Decided.Resource("TargetApp", app.namespace(), app.name()),
                Optional.of(work.holder.identity()),
                Optional.of(app),
                new Decided.What.Waives(),
                "HandoverWaived",
                waiver.reason(),
                Optional.empty());
    }

    /** Whether the account was disabled for this deletion before, inside the limits: what is left is to have it handed over. */
    static boolean isBegun(AccountWork work) {
        return work.known
                .filter(account ->
                        account.isIn(work.context.tenant()) && account.isHalfway(Aims.halfway(work.context.digests())))
                .isPresent();
    }

    /** How it ends before anything is asked: nobody can use it any more, and its turn has not come. */
    Optional<Done> rests() {
        return work.inquiry.isOpen() || work.permission.isOnlyPlanning() || !isBegun(work) || isKnownWaived()
                ? Optional.empty()
                : untilItsTurn();
    }

    private boolean isKnownWaived() {
        return work.knownId().flatMap(work.context.setup()::waiver).isPresent();
    }

    private Optional<Done> untilItsTurn() {
        return handovers().left(work.key, work.aim(), longest()).map(left -> new Done.Waits(left, Optional.empty()));
    }

    /** It is woken when others are done, or looks then. */
    private Duration longest() {
        return work.context.timing().periodic();
    }

    private Handovers handovers() {
        return work.context.handovers();
    }

    /** Takes note that nobody can use it any more, since it is to go, whatever fails from now on; gives it as it is by that. */
    Account begins(Account account) {
        if (account.active()) {
            handovers().isShut(work.key, work.aim(), account);
        }
        work.noted(halfway(account, Optional.empty()));
        return account.disabled();
    }

    /**
     * Has it done, whoever did it before says so again; empty once that is so, and else how it ends.
     *
     * @param account as it is now: in use only where the app cannot disable it
     */
    Optional<Done> of(Account account) throws AppFailure, LedgerFailure {
        var isShut = !account.active();
        if (isShut && work.calls.areUrgent()) {
            // Nobody can use it any more, so that it gives way to whoever can.
            return Optional.of(yields(account, Duration.ZERO));
        }
        var rests = isShut ? Optional.<Done>empty() : untilItsTurn();
        if (rests.isPresent()) {
            return rests;
        }
        if (!removal.stands()) {
            return Optional.of(new Done.Again());
        }
        removal.expectUnheld(account);
        var change = change(account);
        var answer = handovers().ask(work.key, work.aim(), () -> work.calls.send(change, removal::mayGoNow));
        return answer.isPresent() ? answered(account, answer.get()) : Optional.of(next(account, isShut));
    }

    private Done next(Account account, boolean isShut) {
        return isShut ? yields(account, longest()) : new Done.Waits(longest(), Optional.empty());
    }

    private Done yields(Account account, Duration pause) {
        var why = Failure.of(Kind.HANDOVER_PENDING, Detail.NONE);
        return new Done.Yields(work.noted(halfway(account, Optional.of(why))), pause);
    }

    /** By what it was read as theirs last. */
    private Change.HandOver change(Account account) {
        var dormancy = work.calls.dormancy();
        var read = Optional.of(account.id())
                .filter(any -> dormancy != Dormancy.SHOWN)
                .flatMap(id -> handovers().shown(work.key, id));
        var named = read.orElse(account);
        var name = named.attributes().userName();
        return new Change.HandOver(
                work.calls.nextId(),
                account.id(),
                read.isEmpty() && dormancy.masks(account) ? work.userName().orElse(name) : name,
                named.externalId().orElseGet(work::externalId));
    }

    private Optional<Done> answered(Account account, Outcome outcome) throws AppFailure {
        return switch (outcome) {
            case Outcome.Agreed agreed -> Optional.empty();
            case Outcome.Accepted accepted -> Optional.empty();
            case Outcome.Ambiguous ambiguous -> Optional.of(pending(account, ambiguous.why()));
            case Outcome.Exists exists -> throw AppFailure.of(Kind.INTERNAL, Detail.NONE);
            case Outcome.Failed failed
            when failed.why().kind() == Kind.WAITING || Intents.areMissing(failed.why()) ->
                // Nothing was sent, for a reason of ours.
                throw new AppFailure(failed.why(), false);
            case Outcome.Failed failed -> Optional.of(pending(account, failed.why()));
        };
    }

    /** It concerns this account alone, whatever the app is like. */
    private Done pending(Account account, Failure cause) throws AppFailure {
        var said =
                Failure.of(Kind.HANDOVER_PENDING, cause.detail(), cause.names().toArray(String[]::new));
        var why = cause.retryAfter().map(said::after).orElse(said);
        if (account.active()) {
            throw new AppFailure(why, false);
        }
        return new Done.Open(work.noted(halfway(account, Optional.of(why))), why);
    }

    private Result halfway(Account account, Optional<Failure> why) {
        return new Result(
                AccountState.Disabled,
                Optional.of(account.id()),
                Optional.of(work.context.tenant()),
                Optional.of(work.aim()),
                Optional.of(Aims.halfway(work.context.digests())),
                why,
                false,
                Optional.empty(),
                work.takeover(),
                Optional.empty());
    }
}
