package dev.usher.connector.sql;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads accounts: by id, by key, all of them. */
record Accounts(Database database, Model model, int pageSize) {
    Completeness byId(Set<RemoteId> ids, Sink sink) throws AppFailure {
        for (var id : ids) {
            var account = of(id, one(rows(id)));
            if (account.isPresent()) {
                sink.account(account.get());
            } else {
                sink.absent(id);
            }
        }
        return Completeness.EXACT;
    }

    /** What cannot be an id is none. What is in the row of one can be refused in the same words, so that the id is asked about alone. */
    private List<Row> rows(RemoteId id) throws AppFailure {
        var answer = database.answer(Op.READ, sql -> model.read(sql, id));
        return isNoValue(answer) && isNoId(id) ? List.of() : answer.orThrow(States.Intent.READ);
    }

    /** Whether the database says that nobody can have it. */
    boolean isNoId(RemoteId id) throws AppFailure {
        var alone = model.alone(id);
        return alone.isPresent() && isNoValue(database.answer(Op.READ, alone.get()));
    }

    private static boolean isNoValue(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused && refused.is(States.NO_VALUE);
    }

    /** Whoever is shown has the id that was asked for, as the database writes it: of another one nobody can tell whose it is. */
    private static Optional<Account> of(RemoteId id, Optional<Account> shown) throws AppFailure {
        if (shown.filter(account -> !account.id().equals(id)).isPresent()) {
            throw AppFailure.of(Kind.REJECTED, Detail.NOT_UNDERSTOOD);
        }
        return shown;
    }

    /** Two of one id are as bad as many. */
    static Optional<Account> one(List<Row> rows) throws AppFailure {
        if (rows.size() > 1) {
            throw States.many();
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(Model.account(rows.getFirst()));
    }

    Completeness matching(List<Scope.Key> keys, Sink sink) throws AppFailure {
        find(keys).forEach(sink::account);
        return Completeness.EXACT;
    }

    /** Every account that equals one of the keys: user names compare without case, keys with it, whatever the database says. */
    List<Account> find(List<Scope.Key> keys) throws AppFailure {
        var accounts = new ArrayList<Account>();
        var seen = new HashSet<RemoteId>();
        for (var some : together(keys)) {
            for (var row : database.read(Op.LOOK_UP, sql -> model.find(sql, some))) {
                // What is shown beside them says nothing of them, whatever its state.
                if (keys.stream().anyMatch(key -> isOf(row, key))) {
                    var account = Model.account(row);
                    if (seen.add(account.id())) {
                        accounts.add(account);
                    }
                }
            }
        }
        return accounts;
    }

    /** A key of each kind is asked for at once. */
    private static List<Map<String, String>> together(List<Scope.Key> keys) {
        var all = new ArrayList<Map<String, String>>();
        for (var key : keys) {
            var name = key instanceof Scope.Key.UserName ? Attributes.USER_NAME : Attributes.EXTERNAL_ID;
            if (key.value().isEmpty() || key.value().indexOf('\0') >= 0) {
                continue;
            }
            var place = all.stream().filter(some -> !some.containsKey(name)).findFirst();
            if (place.isEmpty()) {
                all.add(new HashMap<>(Map.of(name, key.value())));
            } else {
                place.get().put(name, key.value());
            }
        }
        return all;
    }

    private static boolean isOf(Row row, Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId(String value) ->
                row.key().filter(value::equals).isPresent();
            case Scope.Key.UserName(String value) ->
                row.get(Attributes.USER_NAME).filter(value::equalsIgnoreCase).isPresent();
        };
    }

    Completeness all(Sink sink) throws AppFailure {
        var count = new Pages(database, pageSize)
                .all(
                        model.isPaged(),
                        model::page,
                        // Nobody is left out of a list that is said to be complete.
                        (row, id) -> tell(row, id, sink));
        return new Completeness(true, OptionalLong.of(count), Optional.empty());
    }

    private static void tell(Row row, RemoteId id, Sink sink) {
        var account = row.account(id);
        if (account.isEmpty()) {
            sink.unclear(id);
            return;
        }
        sink.account(account.get());
        row.lastUse().ifPresent(last -> sink.used(id, last));
    }
}
