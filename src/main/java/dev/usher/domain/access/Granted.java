package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.quality.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a set of roles gives, app by app.
 *
 * @param tooMany the apps beyond the most that one user can be granted
 */
record Granted(SortedMap<AppId, SortedSet<Entitlement>> apps, List<Problem> tooMany) {
    /** The most apps that one user can be granted. */
    static final int MOST_APPS = 64;

    /** Apps with an account come first, so that one app too many never costs somebody an account. */
    static Granted by(Set<RoleKey> held, Access access, Set<AppId> withAccount) {
        var granted = new Granted(new TreeMap<>(), new ArrayList<>());
        var others = new ArrayList<Grant>();
        for (var key : held) {
            var role = access.roles().get(key);
            if (role != null) {
                for (var grant : role.grants()) {
                    if (withAccount.contains(grant.app())) {
                        granted.add(grant);
                    } else {
                        others.add(grant);
                    }
                }
            }
        }
        others.forEach(granted::add);
        return granted;
    }

    private void add(Grant grant) {
        if (apps.size() == MOST_APPS && !apps.containsKey(grant.app())) {
            tooMany.add(new Problem(Problem.Kind.TooManyApps, grant.app().name()));
            return;
        }
        apps.computeIfAbsent(grant.app(), app -> new TreeSet<>()).addAll(grant.entitlements());
    }

    Optional<SortedSet<Entitlement>> in(AppId app) {
        return Optional.ofNullable(apps.get(app));
    }
}
