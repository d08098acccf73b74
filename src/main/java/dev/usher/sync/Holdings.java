package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whose account is whose in one app, and what this process found out about each since it started. */
final class Holdings {
    private final Map<RemoteId, Identity> owners = new ConcurrentHashMap<>();
    private final Map<Identity, KnownAccount> seen = new ConcurrentHashMap<>();
    private final Set<RemoteId> used = ConcurrentHashMap.newKeySet();

    /** Starts over in a tenant; ids of another one mean nothing here. */
    void reset(Map<RemoteId, Identity> recorded) {
        owners.clear();
        seen.clear();
        used.clear();
        owners.putAll(recorded);
    }

    void learn(Map<RemoteId, Identity> recorded) {
        recorded.forEach(owners::putIfAbsent);
    }

    Optional<Identity> ownerOf(RemoteId id) {
        return Optional.ofNullable(owners.get(id));
    }

    boolean isOwnedBy(RemoteId id, Facts.OfHolder holder) {
        return ownerOf(id)
                .filter(owner -> owner.equals(holder.identity())
                        || holder.alias().filter(owner::equals).isPresent())
                .isPresent();
    }

    /**
     * What is known of an account: what was found out here, else what is recorded.
     *
     * <p>A state that is recorded too has the later of the two beginnings, so that whoever decides from the record alone
     * comes to the same.
     */
    Optional<KnownAccount> known(Facts.OfHolder holder, AppId app) {
        var recorded = holder.account(app);
        return Optional.ofNullable(seen.get(holder.identity()))
                .map(here -> recorded.filter(there -> there.state() == here.state())
                        .filter(there -> there.since().isAfter(here.since()))
                        .map(there -> with(here, here.applied(), there.since(), here.prepared()))
                        .orElse(here))
                .or(() -> recorded)
                .map(this::unlessUsed);
    }

    /**
     * What a decision is taken from: what is known, but prepared only where the record says so.
     *
     * <p>Whoever keeps the record decides from it alone, and has to come to the same.
     */
    static Optional<KnownAccount> toDecide(Optional<KnownAccount> known, Optional<KnownAccount> recorded) {
        var prepared = recorded.filter(KnownAccount::prepared).isPresent();
        return known.map(account -> with(account, account.applied(), account.since(), prepared));
    }

    private KnownAccount unlessUsed(KnownAccount account) {
        return account.prepared() && account.id().filter(used::contains).isPresent()
                ? with(account, account.applied(), account.since(), false)
                : account;
    }

    private static KnownAccount with(KnownAccount account, Optional<Applied> applied, Instant since, boolean prepared) {
        return new KnownAccount(account.id(), account.tenant(), account.state(), applied, since, prepared);
    }

    void note(Identity identity, KnownAccount account, Tenant tenant) {
        seen.put(identity, account);
        account.idIn(tenant).ifPresent(id -> owners.put(id, identity));
        if (!account.prepared()) {
            account.id().ifPresent(used::remove);
        }
    }

    /** An account that was made ahead of a start is, or may be, enabled: from now on somebody may have used it. */
    void use(RemoteId id) {
        used.add(id);
    }

    boolean isUsed(RemoteId id) {
        return used.contains(id);
    }

    /** What was confirmed is not certain any more from the moment on at which something else may have been sent. */
    void doubt(Identity identity, KnownAccount account) {
        seen.put(identity, with(account, Optional.empty(), account.since(), account.prepared()));
    }

    /** From the first sight of an account of ours nobody else can have it. */
    void bind(RemoteId id, Identity identity) {
        owners.put(id, identity);
    }

    /** An account that is gone belongs to nobody. */
    void forget(Identity identity, RemoteId id) {
        owners.remove(id, identity);
        used.remove(id);
    }

    int owned() {
        return owners.size();
    }
}
