package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.web.PercentEncoding;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request about one account for which SCIM has no word, as it was declared: it ends sessions, hands over what is owned, or invites.
 *
 * @param url absolute, with places for what names the account
 * @param body JSON with the same places; empty: none is sent
 * @param expected by which statuses it is answered that it is done; empty: every 2xx
 */
record DeclaredRequest(String method, String url, Optional<String> body, Set<Integer> expected) {
    private static final Pattern PLACE = Pattern.compile("\\{(id|userName|externalId)}");
    private static final int STATUS_CLASS = 100;
    private static final char FIRST_PRINTABLE = 0x20;

    DeclaredRequest {
        expected = Set.copyOf(expected);
    }

    /** Whether a text names the account anywhere. */
    static boolean isAboutSomebody(String template) {
        return PLACE.matcher(template).find();
    }

    /** The text as it would be of somebody of whom nothing is known. */
    static String sample(String template) {
        return PLACE.matcher(template).replaceAll("x");
    }

    /**
     * Where it goes for this account.
     *
     * @throws AppFailure where something that names it would lead elsewhere, or names nobody
     */
    URI uri(Change.Naming change) throws AppFailure {
        for (var place : places(change).entrySet()) {
            var named = "{" + place.getKey() + "}";
            var value = place.getValue();
            var isNobody = value.isEmpty() && (url + body.orElse("")).contains(named);
            if (isNobody || (url.contains(named) && !PercentEncoding.isOneSegment(value))) {
                throw AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD);
            }
        }
        return URI.create(filled(url, change, PercentEncoding::encode));
    }

    /** What is sent for this account. */
    Optional<String> body(Change.Naming change) {
        return body.map(template -> filled(template, change, DeclaredRequest::inJson));
    }

    /** Whether it is answered by it that it is done. */
    boolean isDone(int status) {
        return expected.isEmpty() ? status / STATUS_CLASS == 2 : expected.contains(status);
    }

    private static String filled(String template, Change.Naming change, UnaryOperator<String> written) {
        var places = places(change);
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(written.apply(places.getOrDefault(place.group(1), ""))));
    }

    private static Map<String, String> places(Change.Naming change) {
        return Map.of(
                "id", change.account().value(),
                "userName", change.userName(),
                "externalId", change.externalId());
    }

    /** Within the quotes of a text (RFC 8259 section 7). */
    private static String inJson(String value) {
        var text = new StringBuilder();
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < FIRST_PRINTABLE) {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }
}
