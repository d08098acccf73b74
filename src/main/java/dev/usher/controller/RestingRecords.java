package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statuses of records of which nothing becomes any more in any app. */
final class RestingRecords {
    private RestingRecords() {}

    /** The status of one that stands where nobody has a say in its app. */
    static RetainedAccountStatus misplaced(RetainedAccount account, Instant now) {
        var message =
                "`spec.app` names an app of another namespace: what a record says counts beside its app alone. Nothing is done because of this one, delete it";
        var conditions = conditions(account, now).stalled(Reason.SpecInvalid.name(), message);
        return alone(account, null, null, null, conditions);
    }

    /** The status of one that is deleted, whose name nobody else is given until then. */
    static RetainedAccountStatus deleted(
            RetainedAccount account, Instant deletedAt, Instant reservedUntil, Instant now) {
        return alone(
                account,
                RetainedStates.Deleted.name(),
                Times.text(deletedAt),
                Times.text(reservedUntil),
                conditions(account, now).ready(Reason.Deleted));
    }

    /** The status of one whose digests cannot be compared with anything, so that it keeps a name from nobody. */
    static RetainedAccountStatus illegible(RetainedAccount account, Instant deletedAt, Instant now) {
        return alone(
                account,
                RetainedStates.Deleted.name(),
                Times.text(deletedAt),
                null,
                conditions(account, now).stalled(Reason.SaltLost.name(), Reason.SaltLost.meaning()));
    }

    private static Conditions conditions(RetainedAccount account, Instant now) {
        var before = Optional.ofNullable(account.getStatus()).map(RetainedAccountStatus::conditions);
        return new Conditions(before.orElse(List.of()), Translate.generation(account), now);
    }

    /** Of what nothing becomes any more in any app. */
    private static RetainedAccountStatus alone(
            RetainedAccount account,
            @Nullable String state,
            @Nullable String since,
            @Nullable String reservedUntil,
            Conditions conditions) {
        return new RetainedAccountStatus(
                Translate.generation(account),
                state,
                since,
                null,
                null,
                null,
                reservedUntil,
                null,
                null,
                null,
                null,
                conditions.list());
    }
}
