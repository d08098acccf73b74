package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What roles gave of which nobody can say whether they are held: it is neither added nor removed.
 *
 * @param unbounded whether one of them cannot be read, so that nobody knows what it gave
 * @param owed what accounts may hold of roles that are gone, as far as it may have been that one's
 * @param roles those that can be read
 */
record Doubt(Access access, boolean unbounded, Map<AppId, Set<Entitlement>> owed, List<RoleDefinition> roles) {
    static Doubt of(EffectiveRoles roles, Access access, Memory memory, Map<AppId, Set<Entitlement>> owed) {
        if (roles.missing().isEmpty() && roles.undecided().isEmpty()) {
            return new Doubt(access, false, Map.of(), List.of());
        }
        var missing =
                roles.missing().stream().filter(memory.roles()::containsKey).toList();
        // Where it is known of all of them what they gave, what others owe is taken.
        var theirs = missing.stream().allMatch(role -> access.unread(role).isPresent()) ? access.gave(missing) : owed;
        var unread = !missing.isEmpty()
                || roles.undecided().keySet().stream()
                        .anyMatch(role -> !access.roles().containsKey(role));
        var read = roles.undecided().keySet().stream()
                .flatMap(role -> Optional.ofNullable(access.roles().get(role)).stream())
                .toList();
        return new Doubt(access, unread, theirs, read);
    }

    /** Whether the account itself may hang on one of them. */
    boolean concerns(AppId app) {
        return unbounded || grants(app).findAny().isPresent();
    }

    Set<Entitlement> in(AppId app) {
        if (!unbounded && roles.isEmpty()) {
            return Set.of();
        }
        return unbounded
                ? Stream.concat(access.ours(app).named().stream(), owed.getOrDefault(app, Set.of()).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Stream.concat(
                                grants(app).flatMap(grant -> grant.entitlements().stream()),
                                roles.stream().flatMap(role -> role.formerly().getOrDefault(app, Set.of()).stream()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The attributes that they may set. */
    Set<String> attributes(AppId app) {
        return unbounded
                ? access.attributes(app)
                : grants(app)
                        .flatMap(grant -> grant.attributes().keySet().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Grant> grants(AppId app) {
        return roles.stream()
                .flatMap(role -> role.grants().stream())
                .filter(grant -> grant.app().equals(app));
    }
}
