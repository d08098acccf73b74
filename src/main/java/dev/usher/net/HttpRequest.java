package dev.usher.net;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

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
            if (!NAME.matcher(name).matches()) {
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
        return VALUE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}
