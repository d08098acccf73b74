package dev.usher.controller;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RemovalDecision;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.UserSource;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.KnownAccount;
import dev.usher.source.SourceId;
import dev.usher.sync.Key;
import dev.usher.sync.Result;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What lanes have to say, until a reconciler has read it; the latest word on each subject. */
final class Mailbox {
    /** People join in several apps at once, and nothing is made of an answer before the last one is there. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Caches caches;
    private final Map<Key, Map<AppId, Result>> letters = new ConcurrentHashMap<>();
    private final SimpleInboundEventSource<ProvisionedUser> users = new SimpleInboundEventSource<>("lanes");
    private final SimpleInboundEventSource<RetainedAccount> retained = new SimpleInboundEventSource<>("lanes");
    private final SimpleInboundEventSource<TargetApp> apps = new SimpleInboundEventSource<>("lanes");
    private final SimpleInboundEventSource<ProvisioningPolicy> policies = new SimpleInboundEventSource<>("neighbours");
    private final SimpleInboundEventSource<Role> roles = new SimpleInboundEventSource<>("neighbours");
    private final SimpleInboundEventSource<AccessLock> locks = new SimpleInboundEventSource<>("shut");
    private final SimpleInboundEventSource<RemovalDecision> decisions = new SimpleInboundEventSource<>("waves");

    private final SimpleInboundEventSource<UserSource> sources = new SimpleInboundEventSource<>("feeds");
    private final Gathering<ResourceID> later;
    private volatile Predicate<Key> isComplete = any -> true;

    Mailbox(Caches caches) {
        this(caches, A_MOMENT);
    }

    /** @param moment for which a word waits that is not the last */
    Mailbox(Caches caches, Duration moment) {
        this.caches = caches;
        this.later = new Gathering<>("usher-letters", moment, users::propagateEvent);
    }

    /** Who knows when nobody owes a word about a key any more; until then every word is read at once. */
    void completeBy(Predicate<Key> nobodyOwes) {
        isComplete = nobodyOwes;
    }

    /** Nothing that waits is read any more. */
    void close() {
        later.close();
    }

    SimpleInboundEventSource<ProvisionedUser> users() {
        return users;
    }

    SimpleInboundEventSource<RetainedAccount> retained() {
        return retained;
    }

    SimpleInboundEventSource<TargetApp> apps() {
        return apps;
    }

    SimpleInboundEventSource<ProvisioningPolicy> policies() {
        return policies;
    }

    SimpleInboundEventSource<Role> roles() {
        return roles;
    }

    SimpleInboundEventSource<AccessLock> locks() {
        return locks;
    }

    SimpleInboundEventSource<RemovalDecision> decisions() {
        return decisions;
    }

    SimpleInboundEventSource<UserSource> sources() {
        return sources;
    }

    void put(Key key, AppId app, Result result) {
        letters.computeIfAbsent(key, any -> new ConcurrentHashMap<>())
                .merge(app, result, (earlier, now) -> now.after(earlier));
        switch (key) {
            case Key.OfUser user -> {
                if (caches.user(user.namespace(), user.name()).isPresent()) {
                    tell(key, new ResourceID(user.name(), user.namespace()), result);
                } else {
                    letters.remove(key);
                }
            }
            case Key.OfRetained account -> {
                if (caches.retained(account.namespace(), account.name()).isPresent()) {
                    retained.propagateEvent(new ResourceID(account.name(), account.namespace()));
                } else {
                    letters.remove(key);
                }
            }
            case Key.OfOrphan orphan -> letters.remove(key);
        }
    }

    /** Trouble, and access that ends, is read at once, and so is the last word that somebody owed. */
    private void tell(Key key, ResourceID user, Result result) {
        if (result.failure().isEmpty() && result.state() == AccountState.Active && !isComplete.test(key)) {
            later.add(user);
        } else {
            users.propagateEvent(user);
        }
    }

    /** The health of a lane changed. */
    void changed(AppId app) {
        if (caches.app(app).isPresent()) {
            apps.propagateEvent(new ResourceID(app.name(), app.namespace()));
        }
    }

    /** A policy may hold for everybody now. */
    void look(ProvisioningPolicy policy) {
        policies.propagateEvent(ResourceID.fromResource(policy));
    }

    /** Something that a role names may be different. */
    void look(Role role) {
        roles.propagateEvent(ResourceID.fromResource(role));
    }

    /** Something may be different about whom a lock shuts out. */
    void look(AccessLock lock) {
        locks.propagateEvent(ResourceID.fromResource(lock));
    }

    /** Something may be different about the wave that was decided about. */
    void look(RemovalDecision decision) {
        decisions.propagateEvent(ResourceID.fromResource(decision));
    }

    /** A source was read. */
    void look(SourceId source) {
        sources.propagateEvent(new ResourceID(source.name(), source.namespace()));
    }

    /** A retained account may have been claimed. */
    void look(RetainedAccount account) {
        retained.propagateEvent(ResourceID.fromResource(account));
    }

    /** Something may be different about a user. */
    void look(ProvisionedUser user) {
        users.propagateEvent(ResourceID.fromResource(user));
    }

    void look(ResourceID user) {
        users.propagateEvent(user);
    }

    void lookAtRetained(ResourceID account) {
        retained.propagateEvent(account);
    }

    Map<AppId, Result> of(Key key) {
        return Map.copyOf(letters.getOrDefault(key, Map.of()));
    }

    Optional<Result> of(Key key, AppId app) {
        return Optional.ofNullable(letters.getOrDefault(key, Map.of()).get(app));
    }

    /** The accounts of which lanes told since a status was written, found then. */
    Map<AppId, KnownAccount> accounts(Key key, Instant now) {
        var accounts = new HashMap<AppId, KnownAccount>();
        of(key).forEach((app, result) -> {
            if (result.id().isPresent()) {
                accounts.put(
                        app,
                        new KnownAccount(
                                result.id(),
                                result.tenant(),
                                result.state(),
                                result.applied(),
                                now,
                                result.prepared(),
                                false,
                                result.takeover(),
                                result.ended()));
            }
        });
        return accounts;
    }

    /** What one app said is of no use any more. */
    void clear(Key key, AppId app) {
        letters.computeIfPresent(key, (any, said) -> {
            said.remove(app);
            return said;
        });
    }

    /** What is stored in a status, or will never be asked for again, need not be kept. */
    void clear(Key key) {
        letters.remove(key);
    }
}
