package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.domain.plan.Leeway;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of one account on their way to its app, and what becomes of them there. */
final class Writing {
    private final AccountWork work;
    private final Desired desired;
    private final Applied aim;
    private final Leeway leeway;
    private final Reception reception;
    private boolean mayTry;

    Writing(AccountWork work, Desired desired, Leeway leeway) {
        this.work = work;
        this.desired = desired;
        this.aim = work.aim();
        this.leeway = leeway;
        this.reception = work.context.reception();
    }

    /** How an account differs from what is decided, as far as the app keeps what it is given. */
    Delta difference(Account there) {
        return showsNothing(there) && !desired.enabled()
                ? Delta.NONE
                : reception
                        .unkept()
                        .without(Delta.between(desired, meant(there)))
                        .without(leftOut());
    }

    /** Whether what a read shows of it is not what the app keeps. */
    private boolean showsNothing(Account there) {
        return work.calls.dormancy().masks(there);
    }

    /** A read showed the account; a fresh one was just given all it is to have. */
    void sees(Account found, boolean fresh) {
        if (showsNothing(found) || work.lateness.isBehind()) {
            return;
        }
        if (fresh) {
            reception.unkept().looks(asSent(), meant(found));
        } else {
            reception.unkept().looks(desired, meant(found));
        }
    }

    /** The account, in which what the app only spells otherwise is no difference. */
    private Account meant(Account shown) {
        return work.calls.spelling().asMeant(shown, desired.atCreation());
    }

    private Set<String> leftOut() {
        return desired.spared(work.calls.leftOut());
    }

    /** What a new account is made as: nobody's account waits for what comes in a second pass. */
    Desired made() {
        return desired.without(work.calls.leftOut()).without(SecondPass.NAMES);
    }

    private Map<String, Optional<String>> asSent() {
        return made().attributes().values().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> Optional.of(value.getValue())));
    }

    /** Once for all that is done here: whoever may try makes more requests than one. */
    void expectNoRejection() throws AppFailure {
        if (!mayTry && !work.permission.isOnlyPlanning()) {
            reception.expectNoRejection(work.holder.identity(), aim);
        }
        mayTry = true;
    }

    /** Nothing that gives somebody a name that is kept for somebody else is sent. */
    Outcome send(Change.OfAccount change) {
        var reserved = named(change).flatMap(new Reservations(work)::of);
        if (reserved.isPresent()) {
            return new Outcome.Failed(reserved.get());
        }
        var outcome = work.send(change);
        reception.answers(work.holder.identity(), aim, change, outcome);
        return outcome;
    }

    /** What the account is called from then on, where that is new. */
    private static Optional<String> named(Change.OfAccount change) {
        return switch (change) {
            case Change.Create create ->
                Optional.of(create.desired().attributes().userName());
            case Change.Update update ->
                update.delta().attributes().getOrDefault(Attributes.USER_NAME, Optional.empty());
            case Change.Enable _,
                    Change.Disable _,
                    Change.Delete _,
                    Change.EndSessions _,
                    Change.HandOver _,
                    Change.SetPassword _,
                    Change.Invite _ -> Optional.empty();
        };
    }

    /** The account as a read shows it afterwards. */
    Account update(RemoteId id, Delta delta, Account before) throws AppFailure {
        var change = new Change.Update(work.calls.nextId(), id, delta, before.version());
        if (Reception.carriesValues(change)) {
            expectNoRejection();
        }
        return switch (send(change)) {
            case Outcome.Agreed agreed
            when agreed.read().isPresent() -> kept(delta, agreed.read().get());
            case Outcome.Agreed agreed -> kept(delta, reread(id));
            case Outcome.Accepted accepted -> kept(delta, reread(id));
            case Outcome.Ambiguous ambiguous -> arrived(delta, reread(id));
            case Outcome.Exists exists -> throw AppFailure.of(Kind.CLAIMED, Detail.SAME_NAME);
            case Outcome.Failed failed -> throw new AppFailure(failed.why(), false);
        };
    }

    /** What a read showed after something was sent. */
    Account kept(Delta sent, Account after) throws AppFailure {
        work.lateness.expectShown(() -> shows(sent, after));
        return leaves(sent, after);
    }

    /** What the account is like where something was sent for the last time, or was refused for good. */
    Account leaves(Delta sent, Account after) {
        reception.unkept().looks(sent.attributes(), meant(after));
        return after;
    }

    private boolean shows(Delta sent, Account after) {
        var left = leeway.within(difference(after));
        return left.only(sent.attributes().keySet()).attributes().isEmpty()
                && !(sent.enable() && left.enable())
                && (sent.externalId().isEmpty() || left.externalId().isEmpty());
    }

    /** A read tells whether an update whose answer was lost was done; only the account waits, since the app answers. */
    Account arrived(Delta sent, Account after) throws AppFailure {
        if (!shows(sent, after)) {
            throw AppFailure.of(Kind.WAITING, Detail.ANSWER_LOST);
        }
        return after;
    }

    Account reread(RemoteId id) throws AppFailure {
        return work.calls.read(id).orElseThrow(() -> AppFailure.of(Kind.STALE, Detail.NONE));
    }
}
