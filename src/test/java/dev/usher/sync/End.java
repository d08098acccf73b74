package dev.usher.sync;

import dev.usher.domain.account.Account;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How everything stands when a story is over; ids are left out, since they tell only in which order accounts were made. */
record End(List<There> accounts, Map<String, Recorded> records, Set<Identity> claims) {
    /** An account in the app. */
    record There(
            String userName,
            Optional<String> externalId,
            boolean active,
            Map<String, String> values,
            Set<Entitlement> groups) {}

    /** What a status says. */
    record Recorded(AccountState state, boolean asDecided, Optional<String> userName) {}

    /** The same without names, for a story in which it is left to chance who goes first. */
    Map<Object, Long> blurred() {
        return Stream.concat(
                        accounts.stream().map(account -> List.<Object>of(account.active(), account.groups())),
                        records.values().stream().map(one -> List.<Object>of(one.state(), one.asDecided())))
                .collect(Collectors.groupingBy(any -> any, Collectors.counting()));
    }

    static End of(Stage stage) {
        var app = stage.app;
        var accounts = app.accounts().stream()
                .map(account -> new There(
                        account.attributes().userName(),
                        account.externalId(),
                        account.active(),
                        account.attributes().values(),
                        app.groupsOf(account.id())))
                .sorted(Comparator.comparing(There::toString))
                .toList();
        var names = app.accounts().stream()
                .collect(Collectors.toMap(
                        Account::id, account -> account.attributes().userName()));
        var records = new TreeMap<String, Recorded>();
        stage.world
                .keys()
                .forEach(key -> stage.world
                        .status(key, app.id())
                        .ifPresent(known -> records.put(
                                key.toString(),
                                new Recorded(
                                        known.state(),
                                        stage.world.agrees(key, app.id()),
                                        known.id().map(names::get)))));
        return new End(accounts, records, stage.ledger.stored(app.id()).claims().keySet());
    }
}
