package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.domain.access.Portrait;
import dev.usher.domain.account.AppId;
import dev.usher.domain.person.Person;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the accounts of users are called in their apps. */
record Logins(CachedWorld world, Accesses accesses, Clock clock) {
    /** The login name of a user in an app; empty where nobody can tell it. */
    Optional<String> of(ProvisionedUser user, AppId app) {
        var now = clock.instant();
        var access = accesses.of(user.getMetadata().getNamespace());
        return Optional.of(world.said(user))
                .flatMap(read -> read instanceof Reading.Of<Person>(Person person)
                        ? Portrait.login(
                                person,
                                world.circle().around(user, person, now),
                                access,
                                Recall.of(user, List.of()),
                                app,
                                now)
                        : Optional.empty());
    }

    /** The name that an account of a user bears: the one that they hold, where the app maps none. */
    Optional<String> held(ProvisionedUser user, AppId app) {
        var held = Optional.ofNullable(user.getStatus()).map(ProvisionedUserStatus::userName);
        return held.isPresent()
                        && Portrait.mapsLogin(accesses.of(user.getMetadata().getNamespace()), app)
                ? of(user, app)
                : held;
    }
}
