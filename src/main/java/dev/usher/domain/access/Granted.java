package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.quality.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a set of roles gives, app by app; with the accounts that nothing gives any more no more than a status can hold.
 *
 * @param tooMany the apps beyond the most that one user can be granted
 * @param barred those that a role gives and in which somebody said that they get no account
 */
record Granted(SortedMap<AppId, SortedSet<Entitlement>> apps, List<Problem> tooMany, SortedSet<AppId> barred) {
    /** The most apps that one user can be granted. */
    static final int MOST_APPS = 64;

    /**
     * Apps with an account come first, so that one app too many never costs somebody an account.
     *
     * @param accounts those that are known: one that nothing gives any more takes room until it is deleted
     * @param barred the apps in which nobody may give them an account
     */
    static Granted by(Set<RoleKey> held, Access access, Map<AppId, KnownAccount> accounts, Set<AppId> barred) {
        var granted = new Granted(new TreeMap<>(), new ArrayList<>(), new TreeSet<>());
        var others = new ArrayList<Grant>();
        for (var key : held) {
            var role = access.roles().get(key);
            if (role != null) {
                for (var grant : role.grants()) {
                    if (barred.contains(grant.app())) {
                        granted.barred.add(grant.app());
                    } else if (accounts.containsKey(grant.app())) {
                        granted.add(grant);
                    } else {
                        others.add(grant);
                    }
                }
            }
        }
        var standing = accounts.entrySet().stream()
                .filter(account -> account.getValue().state() != AccountState.Deleted)
                .map(Map.Entry::getKey)
                .filter(app -> !granted.apps.containsKey(app))
                .count();
        others.forEach(grant -> granted.add(grant, MOST_APPS - (int) standing));
        return granted;
    }

    /** What is to be said of it to somebody of that namespace. */
    Stream<Problem> problems(String home) {
        return Stream.concat(
                tooMany.stream(),
                barred.stream().map(app -> new Problem(Problem.Kind.AccountBarred, app.seenFrom(home))));
    }

    private void add(Grant grant, int room) {
        if (apps.size() >= room && !apps.containsKey(grant.app())) {
            tooMany.add(new Problem(Problem.Kind.TooManyApps, grant.app().name()));
            return;
        }
        add(grant);
    }

    private void add(Grant grant) {
        apps.computeIfAbsent(grant.app(), app -> new TreeSet<>()).addAll(grant.entitlements());
    }

    /** The apps about which something is to be decided: of accounts that are deleted the latest, as far as there is room. */
    Set<AppId> concerned(Map<AppId, KnownAccount> accounts) {
        if (apps.keySet().containsAll(accounts.keySet())) {
            return apps.keySet();
        }
        var all = new HashSet<>(apps.keySet());
        var deleted = new ArrayList<Map.Entry<AppId, KnownAccount>>();
        for (var account : accounts.entrySet()) {
            if (account.getValue().state() == AccountState.Deleted && !apps.containsKey(account.getKey())) {
                deleted.add(account);
            } else {
                all.add(account.getKey());
            }
        }
        deleted.sort(Comparator.comparing((Map.Entry<AppId, KnownAccount> account) ->
                        account.getValue().since())
                .reversed()
                .thenComparing(Map.Entry::getKey));
        deleted.stream()
                .limit(Math.max(0, MOST_APPS - all.size()))
                .map(Map.Entry::getKey)
                .forEach(all::add);
        return all;
    }

    Optional<SortedSet<Entitlement>> in(AppId app) {
        return Optional.ofNullable(apps.get(app));
    }
}
