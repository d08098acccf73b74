package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a directory says in its root entry (RFC 4512 section 5.1) that it can do.
 *
 * @param controls the controls that it knows, by their object identifiers
 */
record Features(Set<String> controls) {
    private static final String SUPPORTED = "supportedControl";
    private static final String ASSERTION = "1.3.6.1.1.12";
    private static final String POST_READ = "1.3.6.1.1.13.2";

    Features {
        controls = Set.copyOf(controls);
    }

    /** One that shows no such entry is taken at its least. */
    static Features asked(Line line) throws AppFailure {
        var root = new SearchRequest("", SearchScope.BASE, Filter.createPresenceFilter("objectClass"), SUPPORTED);
        return switch (line.read(Op.DISCOVER, connection -> connection.search(root))) {
            case Answer.Fine<SearchResult>(SearchResult found) ->
                new Features(Results.entries(found).stream()
                        .flatMap(entry -> Optional.ofNullable(entry.getAttributeValues(SUPPORTED)).stream())
                        .flatMap(Stream::of)
                        .collect(Collectors.toSet()));
            case Answer.Refused<SearchResult> refused
            when refused.atBind() -> throw refused.failure(Results.Intent.READ);
            case Answer.Refused<SearchResult> _ -> new Features(Set.of());
        };
    }

    /** Whether a change can be made to depend on what the entry is (RFC 4528). */
    boolean assertions() {
        return controls.contains(ASSERTION);
    }

    /** Whether the answer to a change can show the entry after it (RFC 4527). */
    boolean postReads() {
        return controls.contains(POST_READ);
    }
}
