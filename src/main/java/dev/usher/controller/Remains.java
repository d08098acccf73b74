package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.api.TargetAppStatus.FormerEntitlement;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Entitlement;
import dev.usher.sync.Aims;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What roles that are gone gave in an app, recorded beside the app until no account can hold it any more.
 *
 * <p>A role goes whether or not its apps answer; nothing else tells what an account that was not reached has to lose.
 */
final class Remains {
    private static final int MOST = 1024;

    private static final Comparator<FormerEntitlement> ORDER = Comparator.comparing(FormerEntitlement::namespace)
            .thenComparing(FormerEntitlement::kind)
            .thenComparing(FormerEntitlement::value);

    private final Caches caches;
    private final Accesses accesses;
    private final CachedWorld world;
    private final GoingRoles going;
    private final Digests digests;
    private final Map<AppId, List<FormerEntitlement>> seen = new ConcurrentHashMap<>();

    Remains(Caches caches, Accesses accesses, CachedWorld world, GoingRoles going, Digests digests) {
        this.caches = caches;
        this.accesses = accesses;
        this.world = world;
        this.going = going;
        this.digests = digests;
    }

    /** For the status of an app. */
    List<FormerEntitlement> in(TargetApp app, Instant now) {
        var id = Translate.id(app);
        var recorded = recorded(app);
        if (!recorded.equals(Optional.ofNullable(seen.put(id, recorded)).orElse(List.of()))) {
            accesses.forget(id.namespace());
        }
        var left = new TreeSet<>(ORDER);
        left.addAll(ofGoing(id));
        if (!left.containsAll(recorded) && isOutstanding(id, now)) {
            left.addAll(recorded);
        }
        return left.stream().limit(MOST).toList();
    }

    private Set<FormerEntitlement> ofGoing(AppId app) {
        return going.keys().stream()
                .flatMap(key -> caches.role(key).stream())
                .filter(going::contains)
                .flatMap(role -> entries(
                        role.getMetadata().getNamespace(), accesses.gave(role).getOrDefault(app, Set.of())))
                .collect(Collectors.toSet());
    }

    static Stream<FormerEntitlement> entries(String namespace, Set<Entitlement> entitlements) {
        return entitlements.stream()
                .map(entitlement -> new FormerEntitlement(namespace, entitlement.kind(), entitlement.value()));
    }

    private boolean isOutstanding(AppId app, Instant now) {
        return caches.usersWith(app).stream()
                .filter(user -> !user.isMarkedForDeletion())
                .anyMatch(user -> !agrees(user, app, now));
    }

    /** Whether a read agreed with what is decided now, or nothing is to be done about the account. */
    private boolean agrees(ProvisionedUser user, AppId app, Instant now) {
        var decision = world.person(user)
                .flatMap(facts -> Optional.ofNullable(facts.resolve(now).apps().get(app)));
        if (decision.isEmpty()) {
            return false;
        }
        var aim = Aims.of(decision.get(), digests);
        return aim.isEmpty()
                ? decision.get() instanceof Decision.Hold hold && hold.why() == Why.KeptByPolicy
                : user.getStatus().accounts().stream()
                        .filter(entry -> Recall.id(entry).equals(app) && entry.reason() == null)
                        .anyMatch(entry -> aim.get().text().equals(entry.applied()));
    }

    static List<FormerEntitlement> recorded(TargetApp app) {
        return Optional.ofNullable(app.getStatus())
                .map(TargetAppStatus::formerly)
                .orElse(List.of());
    }

    /** What accounts of the people of a namespace may have to lose: what roles there gave, or roles beside the app. */
    static Set<Entitlement> losableBy(String home, TargetApp app) {
        return recorded(app).stream()
                .filter(former -> former.namespace().equals(home)
                        || former.namespace().equals(app.getMetadata().getNamespace()))
                .map(former -> new Entitlement(former.kind(), former.value()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
