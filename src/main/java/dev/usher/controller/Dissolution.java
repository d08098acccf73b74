package dev.usher.controller;

import dev.usher.api.Role;
import java.util.HashMap;
import java.util.function.Predicate;

/**
 * What is left to do before a role that gives nothing any more may go: that is decided, and recorded, for everybody who held it.
 *
 * <p>No app is waited for: what accounts may still hold of it is in the status of their users.
 */
final class Dissolution {
    private final Caches caches;
    private final Predicate<String> isLeftToOthers;
    private final Predicate<Role> isSwept;

    /**
     * What these caches hold.
     *
     * @param isLeftToOthers whether another installation looks after a namespace
     * @param isSwept whether everybody whom the end of a role touches was looked at since
     */
    Dissolution(Caches caches, Predicate<String> isLeftToOthers, Predicate<Role> isSwept) {
        this.caches = caches;
        this.isLeftToOthers = isLeftToOthers;
        this.isSwept = isSwept;
    }

    /**
     * What a role that is being deleted waits for.
     *
     * @param members how many users have not been decided without it
     * @param isSwept whether everybody was looked at: a decision that was under way may still write that it is held
     */
    record Rest(int members, boolean isSwept) {
        boolean isNothing() {
            return members == 0 && isSwept;
        }

        String sentence() {
            return "The role is being deleted and gives nothing any more; %,d users who held it are to be decided without it"
                    .formatted(members);
        }
    }

    Rest of(Role role) {
        var key = Translate.key(role);
        var others = new HashMap<String, Boolean>();
        var members = caches.usersWith(key).stream()
                .filter(user -> Roles.isHeldBy(user, key) && !user.isMarkedForDeletion())
                .filter(user -> !others.computeIfAbsent(user.getMetadata().getNamespace(), isLeftToOthers::test))
                .count();
        return new Rest((int) members, isSwept.test(role));
    }
}
