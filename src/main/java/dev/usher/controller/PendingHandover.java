package dev.usher.controller;

import dev.usher.api.Condition;
import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.Aims;
import dev.usher.sync.Result;
import java.util.Optional;

/** What is said of an account without a user that is disabled and due to be deleted, while what it owns is not handed over. */
record PendingHandover(String reason, String message) {
    /** It stands until the lane says something else, or the account is not to be deleted any more. */
    static Optional<PendingHandover> of(
            Optional<Decision> decision, Optional<Result> result, Optional<RetainedAccountStatus> before) {
        var said = result.isPresent()
                ? result.flatMap(Result::failure)
                        .filter(why -> why.kind() == Kind.HANDOVER_PENDING)
                        .map(why -> new PendingHandover(why.reason(), why.message()))
                : isSaid(before).map(ready -> new PendingHandover(ready.reason(), ready.message()));
        return said.filter(any -> isToGo(decision));
    }

    /** An account that is retained is as it should be, but for that. */
    static void say(Conditions conditions, Optional<PendingHandover> pending) {
        pending.ifPresentOrElse(
                said -> conditions.reconciling("False", said.reason(), said.message()),
                () -> conditions.ready(Reason.Retained));
    }

    /** What is decided where something is lost by it: nobody can use one of which this is all that is left, and that was counted. */
    static Optional<Decision> lost(RetainedAccount account, Optional<Decision> decision, Digests digests) {
        return decision.filter(wanted ->
                !(wanted instanceof Decision.Absent && begun(account, digests).isPresent()));
    }

    /** What is known of the account: that it was disabled on its way outlasts a restart. */
    static KnownAccount known(RetainedAccount account, Digests digests) {
        var known = Recall.known(account);
        return begun(account, digests)
                .map(shut -> new KnownAccount(
                        known.id(),
                        known.tenant(),
                        AccountState.Disabled,
                        Optional.of(shut),
                        Times.parse(account.getStatus().since()).orElse(known.since()),
                        false,
                        false,
                        known.takeover(),
                        known.ended()))
                .orElse(known);
    }

    /** The digest which says that it was disabled to be deleted, whatever else is said of it since. */
    private static Optional<Applied> begun(RetainedAccount account, Digests digests) {
        return Optional.ofNullable(account.getStatus())
                .flatMap(status -> Optional.ofNullable(status.applied()))
                .flatMap(Applied::parse)
                .filter(Aims.halfway(digests)::equals);
    }

    private static Optional<Condition> isSaid(Optional<RetainedAccountStatus> status) {
        return status.flatMap(known -> Conditions.of(known.conditions(), "Ready"))
                .filter(ready -> ready.reason().equals(Kind.HANDOVER_PENDING.reason()));
    }

    private static boolean isToGo(Optional<Decision> decision) {
        return decision.filter(Decision.Absent.class::isInstance).isPresent();
    }
}
