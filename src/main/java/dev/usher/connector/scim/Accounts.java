package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Completeness;
import dev.usher.connector.Op;
import dev.usher.connector.Scope;
import dev.usher.connector.Sink;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.ListPage;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimFilter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads accounts: by id, by key, all of them. */
record Accounts(Exchange exchange, Routes routes, Users users, int pageSize) {
    /** Far beyond any app: an end for one that never stops. */
    private static final int MOST_PAGES = 100_000;

    /** More are not to be held in memory at once; who says so is not asked for them. */
    private static final int MOST_ACCOUNTS = 1_000_000;

    /** Asks for one row: what shows that the app is there, is a SCIM app, and takes the credentials. */
    void ping() throws AppFailure {
        page(Ask.read(Op.DISCOVER, Ask.Intent.LIST, routes.usersFrom(1, 1), Subject.NONE));
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
        return Optional.of(account.orElseThrow(Accounts::notUnderstood));
    }

    Completeness matching(List<Scope.Key> keys, Sink sink) throws AppFailure {
        find(keys).forEach(sink::account);
        return Completeness.EXACT;
    }

    /**
     * Every account that equals one of the keys, by one request for each.
     *
     * @throws AppFailure also where the app did not show all that it found
     */
    Collection<Account> find(List<Scope.Key> keys) throws AppFailure {
        var found = new LinkedHashMap<RemoteId, Account>();
        for (var key : keys) {
            if (key.value().isEmpty()) {
                continue;
            }
            for (var account : find(key)) {
                found.putIfAbsent(account.id(), account);
            }
        }
        return found.values();
    }

    /** Rows are compared again, since an app may ignore the filter and show anybody. */
    private List<Account> find(Scope.Key key) throws AppFailure {
        var ask = Ask.read(Op.LOOK_UP, Ask.Intent.FIND, where(key), Subject.attributes(List.of(attribute(key))));
        var page = page(ask);
        if (page.rows().size() < page.total()) {
            throw truncated();
        }
        return accounts(page.rows()).stream()
                .filter(account -> isMatch(account, key))
                .toList();
    }

    private URI where(Scope.Key key) {
        return routes.usersWhere(ScimFilter.equal(attribute(key), key.value()));
    }

    private static String attribute(Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId id -> Users.EXTERNAL_ID;
            case Scope.Key.UserName name -> "userName";
        };
    }

    /** User names compare without case, external ids with it (RFC 7643 sections 4.1.1 and 3.1). */
    private static boolean isMatch(Account account, Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId id ->
                account.externalId().filter(id.value()::equals).isPresent();
            case Scope.Key.UserName name -> account.attributes().userName().equalsIgnoreCase(name.value());
        };
    }

    /**
     * Walks the pages by index (RFC 7644 section 3.4.2.4), by as many rows as each one has, until there are as many accounts as
     * the app says.
     *
     * <p>An account that is shown twice has moved from one page to the next, and may have pushed another one to where nobody
     * looks any more: it is counted once.
     */
    Completeness all(Sink sink) throws AppFailure {
        var seen = new HashSet<RemoteId>();
        var rows = 0;
        for (var number = 1; number <= MOST_PAGES; number++) {
            var page = page(Ask.read(Op.LIST, Ask.Intent.LIST, routes.usersFrom(rows + 1, pageSize), Subject.NONE));
            if (page.total() > MOST_ACCOUNTS) {
                throw AppFailure.of(Kind.TRUNCATED, Detail.TOO_LARGE);
            }
            var fresh = accounts(page.rows()).stream()
                    .filter(account -> seen.add(account.id()))
                    .toList();
            fresh.forEach(sink::account);
            rows += page.rows().size();
            if (seen.size() >= page.total()) {
                return new Completeness(number == 1, OptionalLong.of(page.total()), Optional.empty());
            }
            if (fresh.isEmpty()) {
                throw truncated();
            }
        }
        throw truncated();
    }

    private ListPage page(Ask ask) throws AppFailure {
        return exchange.read(ask).body().flatMap(ListPage::of).orElseThrow(Accounts::notUnderstood);
    }

    private List<Account> accounts(List<Resource> rows) throws AppFailure {
        var accounts = new ArrayList<Account>(rows.size());
        for (var row : rows) {
            accounts.add(users.account(row).orElseThrow(Accounts::notUnderstood));
        }
        return accounts;
    }

    private static AppFailure notUnderstood() {
        return AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
    }

    private static AppFailure truncated() {
        return AppFailure.of(Kind.TRUNCATED, Detail.NONE);
    }
}
