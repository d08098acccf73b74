package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.api.TargetAppStatus;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;

/** How many accounts of an app stand how, by the statuses of their users and what an inventory found. */
final class AppCounts {
    private AppCounts() {}

    static TargetAppStatus.Counts of(AppId app, Caches caches, int orphaned) {
        var active = 0;
        var disabled = 0;
        var failed = 0;
        var held = 0;
        var drifted = 0;
        var awaited = 0;
        for (var user : caches.usersWith(app)) {
            for (var entry : user.getStatus().accounts()) {
                if (Recall.id(entry).equals(app)) {
                    active += is(entry, AccountState.Active);
                    disabled += is(entry, AccountState.Disabled);
                    failed += is(entry, AccountState.Failed);
                    held += is(entry, AccountState.Held);
                    drifted += Agreements.isDrifted(entry) ? 1 : 0;
                    awaited += is(entry, AccountState.AwaitingLogin);
                }
            }
        }
        return new TargetAppStatus.Counts(active, disabled, failed, held, drifted, orphaned, awaited);
    }

    private static int is(AccountEntry entry, AccountState state) {
        return entry.state().equals(state.name()) ? 1 : 0;
    }
}
