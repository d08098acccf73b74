package dev.usher.domain.account;

import java.time.Instant;
import java.util.Optional;

/**
 * What was last recorded of one account.
 *
 * @param id empty while a create is claimed and its answer unknown
 * @param tenant where the id is valid; empty while nothing was sent
 * @param applied the digest of the values that a read last agreed with, see {@link Applied}; empty: nothing confirmed
 * @param since when the state was entered
 * @param prepared whether it was made ahead of a start and never seen enabled since: nobody has used it
 */
public record KnownAccount(
        Optional<RemoteId> id,
        Optional<Tenant> tenant,
        AccountState state,
        Optional<Applied> applied,
        Instant since,
        boolean prepared) {

    /** An account that may have been used. */
    public KnownAccount(
            Optional<RemoteId> id,
            Optional<Tenant> tenant,
            AccountState state,
            Optional<Applied> applied,
            Instant since) {
        this(id, tenant, state, applied, since, false);
    }

    /** One whose create may be under way, or may have been when an operator ended. */
    public static KnownAccount inTheMaking(Instant since) {
        return new KnownAccount(Optional.empty(), Optional.empty(), AccountState.Pending, Optional.empty(), since);
    }

    /** The id, if it means something in this tenant. */
    public Optional<RemoteId> idIn(Tenant here) {
        return tenant.filter(here::equals).flatMap(same -> id);
    }
}
