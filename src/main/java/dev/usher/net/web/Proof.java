package dev.usher.net.web;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How whoever gets a request knows who asks. */
public sealed interface Proof {
    String AUTHORIZATION = "Authorization";

    /** By a header. */
    record Header(String name, Sensitive value) implements Proof {
        /** Whether a request can carry it. */
        public boolean isSendable() {
            return value.reveal(HttpRequest::isHeaderValue);
        }
    }

    /** By the connection over which it comes. */
    record Connection() implements Proof {}

    /** By a token (RFC 6750 section 2.1); the line break at the end of a file is no part of it. */
    static Header bearer(Sensitive token) {
        return new Header(AUTHORIZATION, token.reveal(text -> new Sensitive("Bearer " + text.strip())));
    }

    /** By name and password (RFC 7617 section 2). */
    static Header basic(String user, String password) {
        var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Header(
                AUTHORIZATION, new Sensitive("Basic " + Base64.getEncoder().encodeToString(both)));
    }

    /** Whether name and password can be told apart, and be sent, that way. */
    static boolean isBasic(Sensitive user, Sensitive password) {
        return !user.reveal(text -> text.contains(":")) && !hasControl(user) && !hasControl(password);
    }

    private static boolean hasControl(Sensitive value) {
        return value.reveal(text -> text.chars().anyMatch(Character::isISOControl));
    }

    /** What the request carries for it. */
    default Map<String, String> headers() {
        return switch (this) {
            case Header(String name, Sensitive value) -> Map.of(name, value.reveal(text -> text));
            case Connection _ -> Map.of();
        };
    }
}
