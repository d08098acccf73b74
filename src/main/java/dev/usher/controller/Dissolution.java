package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.Role;
import dev.usher.api.TargetAppStatus.FormerEntitlement;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is left to do before a role that gives nothing any more may go: that is decided for everybody who held it, and what they
 * may still have of it is recorded beside its apps.
 *
 * <p>No app is waited for.
 */
final class Dissolution {
    private final Caches caches;
    private final Accesses accesses;
    private final CachedWorld world;
    private final Predicate<String> isOurs;

    /**
     * What these caches hold.
     *
     * @param isOurs whether this installation looks after a namespace
     */
    Dissolution(Caches caches, Accesses accesses, CachedWorld world, Predicate<String> isOurs) {
        this.caches = caches;
        this.accesses = accesses;
        this.world = world;
        this.isOurs = isOurs;
    }

    /**
     * What a role that is being deleted waits for.
     *
     * @param members how many users have not been decided without it
     * @param apps those beside which it is not recorded what the role gave
     */
    record Rest(int members, List<AppId> apps) {
        boolean isNothing() {
            return members == 0 && apps.isEmpty();
        }

        String sentence() {
            var parts = new ArrayList<String>();
            if (members > 0) {
                parts.add("%,d users who held it to be decided without it".formatted(members));
            }
            if (!apps.isEmpty()) {
                parts.add("what it gave to be recorded in the status of TargetApp "
                        + apps.stream().map(AppId::toString).collect(Collectors.joining(", ")));
            }
            return "The role is being deleted and gives nothing any more; it waits for "
                    + String.join(", and for ", parts);
        }
    }

    Rest of(Role role) {
        return new Rest(members(role), unrecorded(role));
    }

    private int members(Role role) {
        var key = Translate.key(role);
        return (int) caches.usersWith(key).stream()
                .filter(user -> Roles.isHeldBy(user, key) && isDecided(user))
                .count();
    }

    /** Of others nobody says anything before they are ours, or can be read; then they hold a role that is not there. */
    private boolean isDecided(ProvisionedUser user) {
        return !user.isMarkedForDeletion()
                && isOurs.test(user.getMetadata().getNamespace())
                && world.read(user) instanceof Reading.Of<Person>;
    }

    private List<AppId> unrecorded(Role role) {
        var home = role.getMetadata().getNamespace();
        return accesses.gave(role).entrySet().stream()
                .filter(given -> isUnrecorded(
                        given.getKey(), Remains.entries(home, given.getValue()).toList()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean isUnrecorded(AppId id, List<FormerEntitlement> given) {
        return caches.app(id)
                .filter(app -> !app.isMarkedForDeletion() && isOurs.test(id.namespace()))
                .filter(app -> !Remains.recorded(app).containsAll(given))
                .isPresent();
    }
}
