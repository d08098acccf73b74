package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.rule.Truth;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is asked about one app.
 *
 * @param scope whether the app is for this person
 */
record AppQuestion(
        AppId app,
        Optional<SortedSet<Entitlement>> granted,
        Settings settings,
        Truth scope,
        Doubt doubt,
        boolean frozen) {
    boolean isAssigned() {
        return granted.isPresent() && scope == Truth.YES;
    }

    /** Whether it is certain that nothing gives the account: what cannot be told takes none. */
    boolean isUnassigned() {
        return scope == Truth.NO || (granted.isEmpty() && !doubt.concerns(app));
    }

    /** Whether somebody may come to regret what cannot be undone: something has to be mended, or told, first. */
    boolean isOpen() {
        return frozen || doubt.concerns(app);
    }
}
