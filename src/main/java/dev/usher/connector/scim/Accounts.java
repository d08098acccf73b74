package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads accounts: by id, by key, all of them. */
record Accounts(Exchange exchange, Routes routes, Users users, Pages pages, LookUps lookUps) {
    private static final ScimPath EXTERNAL_ID = ScimPath.of(Users.EXTERNAL_ID);
    private static final ScimPath USER_NAME = ScimPath.of(Attributes.USER_NAME);

    /** Asks for one row: what shows that the app is there, is a SCIM app, and takes the credentials. */
    void ping() throws AppFailure {
        pages.one(Ask.read(Op.DISCOVER, Ask.Intent.LIST, Routes.from(routes.users(), 1, 1), Subject.NONE));
    }

    Completeness byId(Set<RemoteId> ids, Sink sink) throws AppFailure {
        for (var id : ids) {
            read(id).ifPresentOrElse(sink::account, () -> sink.absent(id));
        }
        return Completeness.EXACT;
    }

    /** Empty only if the app itself says that there is no such account. */
    private Optional<Account> read(RemoteId id) throws AppFailure {
        var answer = exchange.read(Ask.read(Op.READ, Ask.Intent.READ, routes.user(id), Subject.NONE));
        if (answer.verdict() instanceof Verdict.Absent) {
            if (!answer.isScimError()) {
                // Anything on the way can answer 404 for an app that is not there; its accounts still are.
                ping();
            }
            return Optional.empty();
        }
        var account =
                answer.body().flatMap(users::alone).filter(shown -> shown.id().equals(id));
        return Optional.of(account.orElseThrow(Pages::notUnderstood));
    }

    Completeness matching(List<Scope.Key> keys, Sink sink) throws AppFailure {
        find(keys).forEach(sink::account);
        return Completeness.EXACT;
    }

    /**
     * Every account that equals one of the keys. User names compare without case, external ids with it (RFC 7643 sections 4.1.1 and
     * 3.1).
     *
     * @throws AppFailure also where the app did not show all that it found
     */
    Collection<Account> find(List<Scope.Key> keys) throws AppFailure {
        return shown(lookUps.find(routes.users(), sought(keys)));
    }

    static List<LookUps.Sought> sought(List<Scope.Key> keys) {
        return keys.stream()
                .filter(key -> !key.value().isEmpty())
                .map(Accounts::sought)
                .toList();
    }

    private static LookUps.Sought sought(Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId id ->
                sought(
                        Dialect.Filterable.EXTERNAL_ID,
                        Users.EXTERNAL_ID,
                        id.value(),
                        user -> user.text(EXTERNAL_ID)
                                .filter(id.value()::equals)
                                .isPresent());
            case Scope.Key.UserName name ->
                sought(
                        Dialect.Filterable.USER_NAME,
                        Attributes.USER_NAME,
                        name.value(),
                        user -> user.text(USER_NAME)
                                .filter(name.value()::equalsIgnoreCase)
                                .isPresent());
        };
    }

    private static LookUps.Sought sought(
            Dialect.Filterable by, String attribute, String value, Predicate<Resource> match) {
        return new LookUps.Sought(Optional.of(by), attribute, value, match, Subject.attributes(List.of(attribute)));
    }

    /** An account that moved while the list was read may be shown twice. */
    Completeness all(Sink sink) throws AppFailure {
        return pages.all(Op.LIST, routes.users(), rows -> shown(rows).forEach(sink::account));
    }

    List<Account> shown(Collection<Resource> rows) throws AppFailure {
        var accounts = new ArrayList<Account>(rows.size());
        for (var row : rows) {
            accounts.add(users.account(row).orElseThrow(Pages::notUnderstood));
        }
        return accounts;
    }
}
