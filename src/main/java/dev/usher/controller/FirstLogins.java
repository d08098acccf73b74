package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.domain.access.Creation;
import dev.usher.domain.account.AppId;
import dev.usher.sync.Key;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose accounts first logins make. */
final class FirstLogins {
    private FirstLogins() {}

    /** The users of whom it is recorded that an app of just-in-time creation had no account of theirs. */
    static Set<Key> awaited(Caches caches, AppId app) {
        var isJustInTime = caches.app(app)
                .filter(declared -> Declarations.creation(declared) == Creation.JustInTime)
                .isPresent();
        return !isJustInTime
                ? Set.of()
                : caches.usersWith(app).stream()
                        .filter(user -> isRecorded(user, app) && hasItsName(caches, user))
                        .map(Translate::key)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isRecorded(ProvisionedUser user, AppId app) {
        return user.getStatus().accounts().stream()
                .anyMatch(entry -> Recall.id(entry).equals(app) && entry.awaited() != null);
    }

    /** The name of somebody who departed may be another person's by now, and so may be what logs in with it. */
    private static boolean hasItsName(Caches caches, ProvisionedUser user) {
        var wanted = IndexKeys.wantedLogin(user);
        return wanted.equals(IndexKeys.heldLogin(user))
                || wanted.map(caches::usersOfLogin).stream()
                        .flatMap(same -> same.stream())
                        .allMatch(same -> Translate.key(same).equals(Translate.key(user)));
    }
}
