package dev.usher.demo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Users × apps at one moment, as the apps themselves say.
 *
 * @param users the rows: who is declared, and whoever has an account anywhere
 * @param apps the columns, each with its accounts by userName
 */
record Board(SortedSet<String> users, SortedMap<String, Map<String, Account>> apps) {

    static Board read(List<App> apps, Collection<String> declared) {
        var users = new TreeSet<>(declared);
        var columns = new TreeMap<String, Map<String, Account>>();
        for (App app : apps) {
            var accounts = app.accounts();
            users.addAll(accounts.keySet());
            columns.put(app.name(), accounts);
        }
        return new Board(users, columns);
    }

    Optional<Account> account(String app, String user) {
        return Optional.ofNullable(apps.getOrDefault(app, Map.of()).get(user));
    }
}
