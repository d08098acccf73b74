package dev.usher.controller;

import dev.usher.api.AccountEntry;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;
import java.util.Set;

/** What the recorded entries of accounts prove of what is decided now. */
final class Agreements {
    private Agreements() {}

    /** What account ids mean in an app now. */
    interface TenantOf {
        Optional<Tenant> of(AppId app);
    }

    /** A recorded agreement counts only for what is decided now, and only in the tenant where it was found. */
    static boolean agrees(AccountEntry entry, Applied aim, Optional<Tenant> tenant) {
        return entry.reason() == null
                && !entry.state().equals(AccountState.AppGone.name())
                && wasConfirmed(entry, aim, tenant);
    }

    private static boolean wasConfirmed(AccountEntry entry, Applied aim, Optional<Tenant> tenant) {
        return aim.text().equals(entry.applied())
                && tenant.filter(here -> here.fingerprint().equals(entry.tenant()))
                        .isPresent();
    }

    /** The same of an account that is shut, and whose sessions are still to be ended, or its password replaced. */
    static boolean agreesButForWhatEnds(AccountEntry entry, Applied shut, Optional<Tenant> tenant) {
        return Set.of(Kind.SESSIONS_OPEN.reason(), Kind.PASSWORD_UNCHANGED.reason())
                        .contains(Optional.ofNullable(entry.reason()).orElse(""))
                && wasConfirmed(entry, shut, tenant);
    }

    /** The same of one that is disabled, and is deleted once what it owns is handed over. */
    static boolean agreesButForHandover(AccountEntry entry, Applied halfway, Optional<Tenant> tenant) {
        return Kind.HANDOVER_PENDING.reason().equals(entry.reason()) && wasConfirmed(entry, halfway, tenant);
    }

    /** What somebody changed in the app and is only reported waits for nobody, until something else is decided. */
    static boolean isLeftDrifted(AccountEntry entry, Applied aim, Optional<Tenant> tenant) {
        return isDrifted(entry) && wasConfirmed(entry, aim, tenant);
    }

    static boolean isDrifted(AccountEntry entry) {
        return Kind.DRIFTED.reason().equals(entry.reason()) && !entry.state().equals(AccountState.AppGone.name());
    }

    /** What somebody had changed is not taken for what Usher left, should the app come back. */
    static Optional<Failure> drift(AccountEntry entry) {
        return Optional.of(Failure.of(Kind.DRIFTED, Detail.NONE))
                .filter(drift -> drift.reason().equals(entry.reason()));
    }
}
