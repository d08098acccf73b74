package dev.usher.simulator.dialect;

import java.time.Duration;

/** How clients prove who they are; without one it is a bearer token that the simulator is given. */
public sealed interface Access extends Quirk
        permits Access.Basic, Access.Header, Access.Connection, Access.ClientCredentials {
    @Override
    default Object slot() {
        return Access.class;
    }

    /** Name and password (RFC 7617). */
    record Basic(String user, String password) implements Access {
        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** A key in a header such as {@code X-Api-Key}. */
    record Header(String name, String value) implements Access {
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }

    /** The connection over which a request comes: it carries nothing of its own. */
    record Connection() implements Access {}

    /** Tokens of an endpoint of the simulator for OAuth 2 client credentials (RFC 6749 section 4.4). */
    record ClientCredentials(String id, String secret, Proof proof, Duration expiresIn) implements Access {

        /** Where the client says who it is. */
        public enum Proof {
            BASIC,
            BODY,
            EITHER
        }

        public static ClientCredentials of(String id, String secret) {
            return new ClientCredentials(id, secret, Proof.EITHER, Duration.ofHours(1));
        }

        public ClientCredentials by(Proof only) {
            return new ClientCredentials(id, secret, only, expiresIn);
        }

        public ClientCredentials expiringAfter(Duration time) {
            return new ClientCredentials(id, secret, proof, time);
        }

        @Override
        public String toString() {
            return "ClientCredentials[" + id + ", " + proof + "]";
        }
    }

    /** A token is refused with 401 once it is so old by the clock, or was used for so many requests, whichever is first. */
    record TokenExpiry(Duration after, int requests) implements Quirk {
        public static TokenExpiry after(Duration time) {
            return new TokenExpiry(time, Integer.MAX_VALUE);
        }

        public static TokenExpiry afterRequests(int requests) {
            return new TokenExpiry(Duration.ofDays(3650), requests);
        }
    }
}
