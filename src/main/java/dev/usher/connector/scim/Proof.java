package dev.usher.connector.scim;

import dev.usher.domain.secret.Sensitive;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How an app knows of a request who asks. */
sealed interface Proof {
    String AUTHORIZATION = "Authorization";

    /** By a header. */
    record Header(String name, Sensitive value) implements Proof {}

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

    /** What the request carries for it. */
    default Map<String, String> headers() {
        return switch (this) {
            case Header(String name, Sensitive value) -> Map.of(name, value.reveal(text -> text));
            case Connection _ -> Map.of();
        };
    }
}
