package dev.usher.connector.scim;

import dev.usher.connector.Sensitive;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header of a request by which an app knows who asks. */
record Proof(String header, Sensitive value) {
    private static final String AUTHORIZATION = "Authorization";

    /** By a token (RFC 6750 section 2.1); the line break at the end of a file is no part of it. */
    static Proof bearer(Sensitive token) {
        return new Proof(AUTHORIZATION, token.reveal(text -> new Sensitive("Bearer " + text.strip())));
    }

    /** By name and password (RFC 7617 section 2). */
    static Proof basic(String user, String password) {
        var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Proof(
                AUTHORIZATION, new Sensitive("Basic " + Base64.getEncoder().encodeToString(both)));
    }
}
