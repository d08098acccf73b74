package dev.usher.connector.scim;

import dev.usher.net.HttpRequest;

/** The authorization with a bearer token (RFC 6750 section 2.1). */
final class Bearer {
    private Bearer() {}

    /** Secrets made from files end with a line break, which is not part of the token. */
    static String header(String token) {
        return "Bearer " + token.strip();
    }

    static boolean isToken(String token) {
        return !token.isBlank() && HttpRequest.isHeaderValue(header(token));
    }
}
