package dev.usher.net;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request. Its text form names neither path, headers nor body, since they may hold credentials and personal data.
 *
 * @param uri absolute; its path and query are sent byte for byte, its fragment never
 * @param headers without those that the transport owns: framing, connection, host, encodings
 * @param deadline what the whole exchange may take, from the wait for a connection to the last byte of the answer
 */
public record HttpRequest(
        String method, URI uri, Map<String, String> headers, Body body, Duration deadline, Limits limits) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OWNED = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");
    private static final char DELETE = 0x7f;
    private static final String MARKS_OF_NAMES = "!#$%&'*+-.^_`|~";

    /** @throws IllegalArgumentException if the request could not be sent as it stands; the message holds no value of it */
    public HttpRequest {
        headers = Map.copyOf(headers);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("the method is none of " + METHODS);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("the deadline lies in the past");
        }
        headers.forEach((name, value) -> {
            if (!isHeaderName(name)) {
                throw new IllegalArgumentException("the name of a header has a character that none may have");
            }
            if (OWNED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the transport itself sets the header " + name);
            }
            if (!isHeaderValue(value)) {
                throw new IllegalArgumentException("the value of the header " + name + " cannot be sent in a header");
            }
        });
    }

    /**
     * Whether a text can be the value of a header (RFC 9110 section 5.5, without obsolete forms): printable ASCII, not
     * empty, no space at the ends, no line break.
     */
    public static boolean isHeaderValue(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!isVisible(character) && character != ' ' && character != '\t') {
                return false;
            }
        }
        return !text.isEmpty() && isVisible(text.charAt(0)) && isVisible(text.charAt(text.length() - 1));
    }

    private static boolean isVisible(char character) {
        return character > ' ' && character < DELETE;
    }

    private static boolean isHeaderName(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean letter = character < DELETE && Character.isLetterOrDigit(character);
            if (!letter && MARKS_OF_NAMES.indexOf(character) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}
