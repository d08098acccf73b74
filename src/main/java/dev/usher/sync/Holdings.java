package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whose account is whose in one app, and what this process found out about each since it started. */
final class Holdings {
    private final Map<RemoteId, Identity> owners = new ConcurrentHashMap<>();
    private final Map<Identity, KnownAccount> seen = new ConcurrentHashMap<>();

    /** Starts over in a tenant; ids of another one mean nothing here. */
    void reset(Map<RemoteId, Identity> recorded) {
        owners.clear();
        seen.clear();
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

    /** What is known of an account: what was found out here, else what is recorded. */
    Optional<KnownAccount> known(Facts.OfHolder holder, AppId app) {
        var here = Optional.ofNullable(seen.get(holder.identity()));
        return here.isPresent() ? here : holder.account(app);
    }

    void note(Identity identity, KnownAccount account, Tenant tenant) {
        seen.put(identity, account);
        account.idIn(tenant).ifPresent(id -> owners.put(id, identity));
    }

    /** What was confirmed is not certain any more from the moment on at which something else may have been sent. */
    void doubt(Identity identity, KnownAccount account) {
        seen.put(
                identity,
                new KnownAccount(account.id(), account.tenant(), account.state(), Optional.empty(), account.since()));
    }

    /** From the first sight of an account of ours nobody else can have it. */
    void bind(RemoteId id, Identity identity) {
        owners.put(id, identity);
    }

    /** An account that is gone belongs to nobody. */
    void forget(Identity identity, RemoteId id) {
        owners.remove(id, identity);
    }

    int owned() {
        return owners.size();
    }
}
