package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.plan.Ours;
import dev.usher.sync.Basis;
import dev.usher.sync.Facts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A holder of whom nothing may be decided but that a lock shuts their account, because nobody else is known.
 *
 * <p>They have no login name here: what is not found by its id is not looked for.
 */
record OnlyShut(Facts.OfHolder whose) implements Facts.OfHolder {
    @Override
    public Identity identity() {
        return whose.identity();
    }

    @Override
    public Set<Identity> aliases() {
        return whose.aliases();
    }

    @Override
    public Optional<String> userName(AppId app, Instant now) {
        return Optional.empty();
    }

    @Override
    public boolean mayBeCalled(String shown, AppId app, Instant now) {
        return whose.mayBeCalled(shown, app, now);
    }

    @Override
    public Optional<KnownAccount> account(AppId app) {
        return whose.account(app);
    }

    @Override
    public Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant now) {
        return whose.decide(app, closer, now).filter(Decision::isLocked);
    }

    @Override
    public Ours ours(AppId app) {
        return whose.ours(app);
    }

    @Override
    public Basis basis() {
        return whose.basis();
    }
}
