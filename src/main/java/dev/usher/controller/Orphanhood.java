package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountStatus;
import dev.usher.domain.account.RemoteId;
import dev.usher.sync.InventoryReport;
import java.time.Instant;
import java.util.Optional;

/** Since when complete inventories have shown that an account without a user is in use, by their reports and the record. */
final class Orphanhood {
    private Orphanhood() {}

    /** As the status says. */
    static Optional<Instant> recorded(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus()).flatMap(status -> Times.parse(status.orphanedTime()));
    }

    /**
     * As the status is to say.
     *
     * <p>One that is not left in use any more is not shown any more: what has led to that stays recorded. Before the first
     * complete inventory of this operator nothing is known that was not known before.
     */
    static Optional<Instant> of(RetainedAccount account, Optional<InventoryReport.Found> found) {
        return isLeftInUse(account) && found.isPresent()
                ? Optional.ofNullable(account.getSpec().id())
                        .flatMap(id ->
                                Optional.ofNullable(found.get().confirmed().get(new RemoteId(id))))
                : recorded(account);
    }

    private static boolean isLeftInUse(RetainedAccount account) {
        return Optional.ofNullable(account.getStatus())
                .map(RetainedAccountStatus::state)
                .filter(RetainedStates.Kept.name()::equals)
                .isPresent();
    }
}
