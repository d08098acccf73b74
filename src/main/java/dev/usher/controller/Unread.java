package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Access;
import dev.usher.domain.access.AppDefinition;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.access.Lockout;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Owed;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Lock;
import dev.usher.domain.plan.Ours;
import dev.usher.domain.rule.Truths;
import dev.usher.sync.Basis;
import dev.usher.sync.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A user whose resource cannot be understood, and whom a lock shuts out all the same: what is recorded of the accounts is
 * enough for that, and for nothing else.
 */
record Unread(
        Identity identity,
        Set<Identity> aliases,
        Optional<String> login,
        Access access,
        Memory memory,
        List<Lock> locks,
        Basis basis)
        implements Facts.OfHolder {

    static Unread of(
            ProvisionedUser user,
            Identity identity,
            Set<Identity> earlier,
            Access access,
            Memory memory,
            Locks.Holding shut) {
        return new Unread(
                identity,
                earlier,
                Optional.ofNullable(user.getSpec()).map(ProvisionedUserSpec::userName),
                access,
                memory,
                shut.locks(),
                new Basis(List.of(), List.of(), Optional.empty(), List.of(identity.realm()))
                        .lockedBy(shut.references()));
    }

    /** The key by which the accounts are known: of a resource that cannot be read at all it is the only one. */
    static Optional<Identity> recordedKey(ProvisionedUser user) {
        return Optional.ofNullable(user.getStatus())
                .map(ProvisionedUserStatus::externalId)
                .map(key -> new Identity(user.getMetadata().getNamespace(), key));
    }

    @Override
    public Optional<String> userName(AppId app, Instant now) {
        return login;
    }

    @Override
    public boolean mayBeCalled(String shown, AppId app, Instant now) {
        return login.map(shown::equalsIgnoreCase).orElse(true);
    }

    @Override
    public Optional<KnownAccount> account(AppId app) {
        return Optional.ofNullable(memory.accounts().get(app));
    }

    @Override
    public Optional<Decision> decide(AppId app, Optional<KnownAccount> closer, Instant now) {
        var definition = Optional.ofNullable(access.apps().get(app));
        return closer.or(() -> account(app))
                .filter(any -> Lockout.at(locks, now).shuts(app))
                .flatMap(known -> definition)
                .map(declared -> decision(declared, now).under(terms(app)));
    }

    /** What it has to lose is part of what was asked for as long as the resource was understood. */
    private EntitlementTerms terms(AppId app) {
        var owed = memory.owed().getOrDefault(app, Set.of());
        return access.terms(app).owing(Owed.beyond(owed, access.ours(app).named()));
    }

    private Decision decision(AppDefinition app, Instant now) {
        return app.isPausedAt(now)
                ? new Decision.Hold(Why.AppSuspended)
                : app.phase().limit(app.lockedBy(Lockout.at(locks, now).of(app.id())), Truths.NONE);
    }

    @Override
    public Ours ours(AppId app) {
        return access.ours(app);
    }
}
