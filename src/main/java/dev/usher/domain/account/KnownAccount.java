package dev.usher.domain.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What was last recorded of one account.
 *
 * @param id empty while a create is claimed and its answer unknown
 * @param tenant where the id is valid; empty while nothing was sent
 * @param applied the digest of the values that a read last agreed with, see {@link Applied}; empty: nothing confirmed
 * @param since when the state was entered
 * @param prepared whether it was made ahead of a start and never seen enabled since: nobody has used it
 * @param drifted whether somebody changed it in the app since, which was reported and left so
 * @param takeover what is known of it because it was there before Usher
 * @param ended that access with it has ended, rather than being put off; empty: not so since it was last enabled
 */
public record KnownAccount(
        Optional<RemoteId> id,
        Optional<Tenant> tenant,
        AccountState state,
        Optional<Applied> applied,
        Instant since,
        boolean prepared,
        boolean drifted,
        Takeover takeover,
        Optional<AccessEnd> ended) {

    /** One with which access has not ended. */
    public KnownAccount(
            Optional<RemoteId> id,
            Optional<Tenant> tenant,
            AccountState state,
            Optional<Applied> applied,
            Instant since,
            boolean prepared,
            boolean drifted,
            Takeover takeover) {
        this(id, tenant, state, applied, since, prepared, drifted, takeover, Optional.empty());
    }

    /** An account that is as it was left. */
    public KnownAccount(
            Optional<RemoteId> id,
            Optional<Tenant> tenant,
            AccountState state,
            Optional<Applied> applied,
            Instant since,
            boolean prepared) {
        this(id, tenant, state, applied, since, prepared, false, Takeover.NONE);
    }

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

    /** Whether a read agreed that it is like this, and nobody is known to have changed it since. */
    public boolean isConfirmedAs(AccountState wanted, Applied aim) {
        return !drifted && state == wanted && applied.equals(Optional.of(aim));
    }

    /** Whether it was disabled on the way to being deleted, by the digest that says so, whatever failed since. */
    public boolean isHalfway(Applied shut) {
        return (state == AccountState.Disabled || state == AccountState.Failed) && applied.equals(Optional.of(shut));
    }

    /** Whether it was reported that somebody else disabled or deleted it. */
    public boolean isShutElsewhere() {
        return drifted && state.isShut();
    }

    /** The same without what a read agreed with, since that is not certain any more. */
    public KnownAccount doubted() {
        return new KnownAccount(id, tenant, state, Optional.empty(), since, prepared, drifted, takeover, ended);
    }

    /** The same, in its state since another time. */
    public KnownAccount since(Instant time) {
        return new KnownAccount(id, tenant, state, applied, time, prepared, drifted, takeover, ended);
    }

    /** The same, of which this is known about its use. */
    public KnownAccount prepared(boolean unused) {
        return new KnownAccount(id, tenant, state, applied, since, unused, drifted, takeover, ended);
    }

    /** The same, of which this is known since it was taken over. */
    public KnownAccount taken(Takeover over) {
        return new KnownAccount(id, tenant, state, applied, since, prepared, drifted, over, ended);
    }

    /** The same, of which this is known about the end of access. */
    public KnownAccount ended(Optional<AccessEnd> end) {
        return new KnownAccount(id, tenant, state, applied, since, prepared, drifted, takeover, end);
    }

    /** What it held when it was taken over and no role explained, and may still hold. */
    public Set<Entitlement> adopted() {
        return takeover.held();
    }

    /** The id, if it means something in this tenant. */
    public Optional<RemoteId> idIn(Tenant here) {
        return isIn(here) ? id : Optional.empty();
    }

    /** Whether it was found out in this tenant; what is known of another one says nothing here. */
    public boolean isIn(Tenant here) {
        return tenant.filter(here::equals).isPresent();
    }
}
