package dev.usher.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
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
import dev.usher.ldap.Answer;
import dev.usher.ldap.Query;
import dev.usher.ldap.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads accounts: by id, by key, all of them. */
record Accounts(Line line, Entries entries, Absence absence, int pageSize) {
    /** More than one account of an id is as bad as many. */
    private static final int FEW = 2;

    private static final int MOST_CANDIDATES = 64;

    /** Where an entry goes that a search shows. */
    interface Row {
        void shown(SearchResultEntry entry) throws AppFailure;
    }

    /** Asks for the base: what shows that the directory is there, takes the credentials, and shows it to them. */
    void ping() throws AppFailure {
        var query =
                Query.of(entries.base().toString(), Filter.createPresenceFilter("objectClass"), Query.NO_ATTRIBUTES);
        try (var lease = line.fresh()) {
            if (whole(lease.read(Op.DISCOVER, query::send), Results.Intent.LIST)
                    .entries()
                    .isEmpty()) {
                throw Results.notUnderstood();
            }
        }
    }

    Completeness byId(Set<RemoteId> ids, Sink sink) throws AppFailure {
        for (var id : ids) {
            var entry = entry(id);
            if (entry.isPresent()) {
                sink.account(account(entry.get()));
            } else {
                sink.absent(id);
            }
        }
        return Completeness.EXACT;
    }

    /** Empty only if it is certain that there is none. */
    Optional<SearchResultEntry> entry(RemoteId id) throws AppFailure {
        var filter = entries.id().filter(id);
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        var found = one(id, filter.get());
        if (found.isEmpty()) {
            absence.prove(filter.get());
            return found;
        }
        if (entries.isPlainly(found.get())) {
            return found;
        }
        var again = one(id, entries.filter(filter.get()));
        if (again.isEmpty()) {
            throw Absence.strayed();
        }
        return again;
    }

    private Optional<SearchResultEntry> one(RemoteId id, Filter filter) throws AppFailure {
        var found = search(Op.READ, filter, FEW, entries.attributes());
        if (found.size() > 1 || !found.stream().allMatch(entry -> entries.id().isOf(entry, id))) {
            throw Results.notUnderstood();
        }
        return found.stream().findFirst();
    }

    Completeness matching(List<Scope.Key> keys, Sink sink) throws AppFailure {
        find(keys).forEach(sink::account);
        return Completeness.EXACT;
    }

    /** Every account that equals one of the keys: user names compare without case, keys with it, whatever the schema says. */
    List<Account> find(List<Scope.Key> keys) throws AppFailure {
        var sought = keys.stream().filter(key -> !key.value().isEmpty()).toList();
        if (sought.isEmpty()) {
            return List.of();
        }
        var any = Filter.createORFilter(sought.stream().map(this::filter).toList());
        var accounts = new ArrayList<Account>();
        for (var entry : search(Op.LOOK_UP, any, MOST_CANDIDATES)) {
            var account = account(entry);
            if (sought.stream().anyMatch(key -> isOf(account, key))) {
                accounts.add(account);
            }
        }
        return accounts;
    }

    private Filter filter(Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId(String value) ->
                Filter.createEqualityFilter(entries.naming().key(), value);
            case Scope.Key.UserName(String value) ->
                Filter.createEqualityFilter(entries.naming().place(Attributes.USER_NAME), value);
        };
    }

    private static boolean isOf(Account account, Scope.Key key) {
        return switch (key) {
            case Scope.Key.ExternalId(String value) ->
                account.externalId().filter(value::equals).isPresent();
            case Scope.Key.UserName(String value) ->
                account.attributes().userName().equalsIgnoreCase(value);
        };
    }

    /**
     * Every account, page by page. A bookmark is of the connection that handed it out (RFC 2696), so that all pages are asked for over one.
     *
     * @return how many there are
     * @throws AppFailure also where the directory does not show all
     */
    long all(String[] attributes, Row row) throws AppFailure {
        var walk = new Walk();
        var query = Query.below(entries.base().toString(), entries.filter(), attributes);
        Optional<ASN1OctetString> next = Optional.empty();
        try (var lease = line.lease()) {
            do {
                var page = whole(lease.read(Op.LIST, query.page(pageSize, next)::send), Results.Intent.LIST);
                next = page.bookmark();
                if (!walk.sees(ids(page.entries()), next.isPresent())) {
                    throw Results.truncated();
                }
                for (var entry : page.entries()) {
                    row.shown(entry);
                }
            } while (next.isPresent());
        }
        return walk.size();
    }

    private List<String> ids(List<SearchResultEntry> shown) throws AppFailure {
        var ids = new ArrayList<String>();
        for (var entry : shown) {
            ids.add(entries.id().of(entry).map(RemoteId::value).orElseThrow(Results::notUnderstood));
        }
        return ids;
    }

    /** The classes are left out at first: all accounts have them, so that many directories look through all of them for one. */
    private List<SearchResultEntry> search(Op op, Filter which, int most) throws AppFailure {
        var found = search(op, which, most, entries.attributes());
        return found.stream().allMatch(entries::isPlainly)
                ? found
                : search(op, entries.filter(which), most, entries.attributes());
    }

    List<SearchResultEntry> search(Op op, Filter filter, int most, String... attributes) throws AppFailure {
        var query = Query.below(entries.base().toString(), filter, attributes).atMost(most);
        return whole(line.search(op, query), Results.Intent.READ).entries();
    }

    /** A part that is kept elsewhere is not shown. */
    static Query.Found whole(Answer<Query.Found> answer, Results.Intent intent) throws AppFailure {
        var found = Results.expect(answer, intent);
        if (found.refers()) {
            throw Results.truncated();
        }
        return found;
    }

    Account account(SearchResultEntry entry) throws AppFailure {
        return entries.account(entry)
                .orElseThrow(() -> entries.isClear(entry)
                        ? Results.notUnderstood()
                        : AppFailure.of(Kind.REJECTED, Detail.NOT_UNDERSTOOD));
    }

    /** Shows one of many, which keeps none of the others from being shown. */
    void show(SearchResultEntry entry, Sink sink) throws AppFailure {
        if (entries.isClear(entry)) {
            sink.account(account(entry));
        } else {
            sink.unclear(entries.id().of(entry).orElseThrow(Results::notUnderstood));
        }
    }
}
