package dev.usher.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A search, and how many entries are taken of what it shows: the limits that are sent with it are requests, which a directory need not heed.
 *
 * @param most how many entries and references are taken
 * @param limit how many are asked for; 0: as many as there are
 * @param some whether it is enough to see the first ones
 * @param page asks for one page of many
 */
public record Query(
        String base,
        SearchScope scope,
        Filter filter,
        List<String> attributes,
        int most,
        int limit,
        boolean some,
        Optional<SimplePagedResultsControl> page) {
    /** Of a directory that knows no pages, or of somebody in many groups. */
    private static final int MANY = 20_000;

    public static final String NO_ATTRIBUTES = "1.1";

    public Query {
        attributes = List.copyOf(attributes);
    }

    /** Of all entries below one, itself included. */
    public static Query below(String base, Filter filter, String... attributes) {
        return new Query(base, SearchScope.SUB, filter, List.of(attributes), MANY, 0, false, Optional.empty());
    }

    /** Of one entry, which is shown or is not. */
    public static Query of(String dn, Filter filter, String... attributes) {
        return new Query(dn, SearchScope.BASE, filter, List.of(attributes), 1, 0, false, Optional.empty());
    }

    /** The same, which fails where there are more. */
    public Query atMost(int count) {
        return new Query(base, scope, filter, attributes, count, count, false, page);
    }

    /** The same, of which the first are enough. */
    public Query first(int count) {
        return new Query(base, scope, filter, attributes, count, count, true, page);
    }

    /** The same of another part of what is below the base. */
    public Query within(SearchScope other) {
        return new Query(base, other, filter, attributes, most, limit, some, page);
    }

    /** One page of it: the first, or that of a bookmark. */
    public Query page(int size, Optional<ASN1OctetString> bookmark) {
        var control = bookmark.map(cookie -> new SimplePagedResultsControl(size, cookie))
                .orElseGet(() -> new SimplePagedResultsControl(size));
        return new Query(base, scope, filter, attributes, MANY, limit, some, Optional.of(control));
    }

    /**
     * What a search shows.
     *
     * @param refers whether a part of it is kept elsewhere
     * @param bookmark leads on to what was not shown yet
     */
    public record Found(List<SearchResultEntry> entries, boolean refers, Optional<ASN1OctetString> bookmark) {
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /** Asks. */
    public Found send(LDAPConnection connection) throws LDAPException {
        var taken = new Taken(most);
        var request = new SearchRequest(taken, base, scope, filter, attributes.toArray(String[]::new));
        request.setSizeLimit(limit);
        page.ifPresent(request::addControl);
        var result = result(connection, request);
        if (taken.isOver()) {
            // What else it says is not to be trusted either.
            throw new LDAPException(ResultCode.DECODING_ERROR);
        }
        return new Found(taken.entries, taken.references > 0, bookmark(result));
    }

    private SearchResult result(LDAPConnection connection, SearchRequest request) throws LDAPException {
        try {
            return connection.search(request);
        } catch (LDAPSearchException e) {
            if (some && e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return e.getSearchResult();
            }
            throw e;
        }
    }

    private static Optional<ASN1OctetString> bookmark(SearchResult result) throws LDAPException {
        return Optional.ofNullable(SimplePagedResultsControl.get(result))
                .filter(SimplePagedResultsControl::moreResultsToReturn)
                .flatMap(control -> Optional.ofNullable(control.getCookie()));
    }

    /** Takes as many as there may be, and counts the others. */
    private static final class Taken implements SearchResultListener {
        private static final long serialVersionUID = 1L;

        private final transient List<SearchResultEntry> entries = new ArrayList<>();
        private final int most;
        private int references;
        private int others;

        Taken(int most) {
            this.most = most;
        }

        private boolean isOver() {
            return others > 0;
        }

        private boolean hasRoom() {
            return entries.size() + references < most;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            if (hasRoom()) {
                entries.add(entry);
            } else {
                others++;
            }
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {
            if (hasRoom()) {
                references++;
            } else {
                others++;
            }
        }
    }
}
