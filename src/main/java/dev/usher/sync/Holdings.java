package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.account.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whose account is whose in one app, and what this process found out about each since it started. */
final class Holdings {
    private final Map<RemoteId, Identity> owners = new ConcurrentHashMap<>();
    private final Map<RemoteId, KnownAccount> seen = new ConcurrentHashMap<>();
    private final Map<Identity, KnownAccount> latest = new ConcurrentHashMap<>();
    private final Set<RemoteId> used = ConcurrentHashMap.newKeySet();
    private final Map<Identity, RemoteId> adopting = new ConcurrentHashMap<>();
    private final Set<RemoteId> gone = ConcurrentHashMap.newKeySet();
    private final Map<Identity, KnownAccount> inherited = new ConcurrentHashMap<>();
    private final Set<Identity> doubtful = ConcurrentHashMap.newKeySet();
    private volatile Optional<Tenant> tenant = Optional.empty();

    /** Starts over in a tenant; ids of another one mean nothing here. */
    void reset(Tenant here, Map<RemoteId, Identity> recorded) {
        tenant = Optional.of(here);
        owners.clear();
        seen.clear();
        latest.clear();
        used.clear();
        adopting.clear();
        gone.clear();
        owners.putAll(recorded);
        inherited.forEach((identity, account) -> idHere(account).ifPresent(id -> {
            latest.put(identity, account);
            seen.put(id, account);
        }));
        inherited.clear();
    }

    /** What others found out, or may have done, before anything was here; what is recorded is older. */
    void inherits(Bequest account) {
        account.shut()
                .ifPresentOrElse(
                        shut -> account.holders().forEach(identity -> inherited.put(identity, shut)),
                        () -> doubtful.addAll(account.holders()));
    }

    void learn(Map<RemoteId, Identity> recorded) {
        recorded.forEach((id, identity) -> {
            if (!gone.contains(id)) {
                owners.putIfAbsent(id, identity);
            }
        });
    }

    Optional<Identity> ownerOf(RemoteId id) {
        return Optional.ofNullable(owners.get(id));
    }

    /** All accounts that are somebody's. */
    Set<RemoteId> ids() {
        return Set.copyOf(owners.keySet());
    }

    boolean areNone() {
        return owners.isEmpty();
    }

    boolean isOwnedBy(RemoteId id, Facts.OfHolder holder) {
        return ownerOf(id).filter(holder::goesBy).isPresent();
    }

    /** Takes over an account that was there before Usher; says whether it is the holder's. */
    boolean adopt(RemoteId id, Facts.OfHolder holder) {
        var before = owners.putIfAbsent(id, holder.identity());
        if (before == null) {
            gone.remove(id);
            adopting.put(holder.identity(), id);
        }
        return before == null || holder.goesBy(before);
    }

    /** What was to be taken over, and was not recorded, is nobody's again. */
    void letGo(Facts.OfHolder holder) {
        Optional.ofNullable(adopting.remove(holder.identity())).ifPresent(id -> {
            owners.remove(id, holder.identity());
            seen.remove(id);
            latest.computeIfPresent(
                    holder.identity(),
                    (same, account) -> account.id().filter(id::equals).isPresent() ? null : account);
        });
    }

    /**
     * What is known of an account: what was found out here, else what is recorded.
     *
     * <p>A state that is recorded too has the later of the two beginnings, so that whoever decides from the record alone
     * comes to the same.
     */
    Optional<KnownAccount> known(Facts.OfHolder holder, AppId app) {
        var recorded = holder.account(app);
        return found(holder, recorded)
                .map(here -> recorded.filter(there -> there.state() == here.state())
                        .filter(there -> there.since().isAfter(here.since()))
                        .map(there -> here.since(there.since()))
                        .orElse(here))
                .or(() -> recorded.map(account -> isDoubtful(holder) ? account.doubted() : account))
                .map(this::unlessUsed);
    }

    private boolean isDoubtful(Facts.OfHolder holder) {
        return !doubtful.isEmpty() && holder.identities().anyMatch(doubtful::contains);
    }

    /**
     * What was found out here.
     *
     * <p>One key can lead to two accounts: an earlier holder's, who is gone, and the own one of who has the key now. Each
     * holder goes on with the one that is recorded for it, unless that was found to be gone here: then the latest one that
     * was found under its key has come in its place, and is not recorded yet.
     */
    private Optional<KnownAccount> found(Facts.OfHolder holder, Optional<KnownAccount> recorded) {
        var standing = recorded.flatMap(this::idHere).filter(id -> !gone.contains(id));
        return standing.isPresent()
                ? standing.flatMap(id -> Optional.ofNullable(seen.get(id)))
                : Optional.ofNullable(latest.get(holder.identity())).filter(account -> !isOfAnother(account, holder));
    }

    private Optional<RemoteId> idHere(KnownAccount account) {
        return tenant.flatMap(account::idIn);
    }

    private boolean isOfAnother(KnownAccount account, Facts.OfHolder holder) {
        return account.id()
                .flatMap(this::ownerOf)
                .filter(owner -> !holder.goesBy(owner))
                .isPresent();
    }

    /**
     * What a decision is taken from: what is known, but prepared, and holding what it held before Usher, only where the record
     * says so.
     *
     * <p>Whoever keeps the record decides from it alone, and has to come to the same.
     */
    static Optional<KnownAccount> toDecide(Optional<KnownAccount> known, Optional<KnownAccount> recorded) {
        var prepared = recorded.filter(KnownAccount::prepared).isPresent();
        return known.map(account -> account.prepared(prepared).taken(takeover(account, recorded)));
    }

    private static Takeover takeover(KnownAccount known, Optional<KnownAccount> recorded) {
        return recorded.filter(there -> there.id().isPresent() && there.id().equals(known.id()))
                .orElse(known)
                .takeover();
    }

    private KnownAccount unlessUsed(KnownAccount account) {
        return account.prepared() && account.id().filter(used::contains).isPresent()
                ? account.prepared(false)
                : account;
    }

    void note(Facts.OfHolder holder, KnownAccount account) {
        idHere(account).ifPresent(id -> {
            bind(id, holder);
            if (!account.takeover().open()) {
                adopting.remove(holder.identity(), id);
            }
        });
        see(holder, account);
        if (!account.prepared()) {
            account.id().ifPresent(used::remove);
        }
    }

    /** What is recorded as it was found out need not be known here as well: whoever asks is told what is recorded. */
    void settle(Facts.OfHolder holder, AppId app) {
        holder.account(app).ifPresent(recorded -> {
            idHere(recorded)
                    .ifPresent(id ->
                            seen.computeIfPresent(id, (same, found) -> isRecorded(found, recorded) ? null : found));
            latest.computeIfPresent(holder.identity(), (same, found) -> isRecorded(found, recorded) ? null : found);
        });
    }

    /** A record is written a little later than what it tells of, and may say that it is so since then. */
    private static boolean isRecorded(KnownAccount found, KnownAccount recorded) {
        return !found.since().isAfter(recorded.since())
                && found.since(recorded.since()).equals(recorded);
    }

    private void see(Facts.OfHolder holder, KnownAccount account) {
        holder.identities().forEach(doubtful::remove);
        latest.put(holder.identity(), account);
        idHere(account).ifPresent(id -> seen.put(id, account));
    }

    /** An account that was made ahead of a start is, or may be, enabled: from now on somebody may have used it. */
    void use(RemoteId id) {
        used.add(id);
    }

    boolean isUsed(RemoteId id) {
        return used.contains(id);
    }

    /** What was confirmed is not certain any more from the moment on at which something else may have been sent. */
    void doubt(Facts.OfHolder holder, KnownAccount account) {
        see(holder, account.doubted());
    }

    /** From the first sight of an account of ours nobody else can have it. */
    void bind(RemoteId id, Facts.OfHolder holder) {
        gone.remove(id);
        owners.put(id, holder.identity());
    }

    /** An account that is gone belongs to nobody. */
    void forget(Facts.OfHolder holder, RemoteId id) {
        if (isOwnedBy(id, holder)) {
            owners.remove(id);
        }
        used.remove(id);
        gone.add(id);
    }
}
