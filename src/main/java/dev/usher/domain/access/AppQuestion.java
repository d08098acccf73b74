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
        boolean frozen) {}
