package dev.usher.source.http;

import dev.usher.net.web.KeyHeader;
import dev.usher.net.web.WebAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How Usher proves itself to a source; what nobody may see is kept apart, by the names that are said here. */
public sealed interface Access {
    /** Everybody is answered. */
    record Open() implements Access {}

    /** By a token (RFC 6750). */
    record Bearer() implements Access {
        public static final String TOKEN = "token";
    }

    /** By name and password (RFC 7617). */
    record Basic() implements Access {
        public static final String USER = "user";
        public static final String PASSWORD = "password";
    }

    /** By a key in a header of its own. */
    record Header(String name) implements Access {
        public static final String KEY = "key";

        public Header {
            if (!KeyHeader.isName(name) || KeyHeader.isTaken(name)) {
                throw new IllegalArgumentException(
                        "give a header that means nothing else than a key, such as X-Api-Key");
            }
        }
    }

    /**
     * By tokens that an authorization server issues to a client (RFC 6749 section 4.4).
     *
     * @param hasSecret whether it proves itself by a secret; else by the certificate that it shows (RFC 8705 section 2)
     * @param inBody whether the client says who it is in the body of the request, not in its header
     */
    record Client(URI tokenUrl, List<String> scopes, Optional<String> audience, boolean hasSecret, boolean inBody)
            implements Access {
        public static final String ID = "clientId";
        public static final String SECRET = "clientSecret";

        public Client {
            WebAddress.absolute(tokenUrl.toString(), "https://login.example.com/oauth2/token");
            scopes = List.copyOf(scopes);
            if (!hasSecret && !inBody) {
                throw new IllegalArgumentException("a client without a secret says who it is in the body");
            }
        }
    }

    /** As it is declared. */
    default String way() {
        return switch (this) {
            case Open _ -> "open";
            case Bearer _ -> "bearer";
            case Basic _ -> "basic";
            case Header _ -> "header";
            case Client _ -> "oauth2";
        };
    }

    /** What has to be known for it. */
    default Set<String> secrets() {
        return switch (this) {
            case Open _ -> Set.of();
            case Bearer _ -> Set.of(Bearer.TOKEN);
            case Basic _ -> Set.of(Basic.USER, Basic.PASSWORD);
            case Header _ -> Set.of(Header.KEY);
            case Client client -> client.hasSecret() ? Set.of(Client.ID, Client.SECRET) : Set.of(Client.ID);
        };
    }
}
