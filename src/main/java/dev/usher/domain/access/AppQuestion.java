package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.Truth;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked about one app.
 *
 * @param scope whether the app is for this person
 * @param before what counts before any role
 */
record AppQuestion(
        AppId app,
        Optional<SortedSet<Entitlement>> granted,
        Settings settings,
        Truth scope,
        Doubt doubt,
        boolean frozen,
        Links.Before before) {
    boolean isAssigned() {
        return granted.isPresent() && scope == Truth.YES;
    }

    /** Whether it is certain that nothing gives the account: what cannot be told takes none. */
    boolean isUnassigned() {
        return before.barred() || scope == Truth.NO || (granted.isEmpty() && !doubt.concerns(app));
    }

    /** What is neither given nor taken: nobody can say whether a role gives it, or it was there before Usher. */
    Set<Entitlement> untouched(Set<Entitlement> given) {
        var doubtful = doubt.in(app);
        if (doubtful.isEmpty() && before.adopted().isEmpty()) {
            return Set.of();
        }
        return Stream.concat(doubtful.stream(), before.adopted().stream())
                .filter(entitlement -> !given.contains(entitlement))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether somebody may come to regret what cannot be undone: something has to be mended, or told, first. */
    boolean isOpen() {
        return frozen || doubt.concerns(app);
    }
}
