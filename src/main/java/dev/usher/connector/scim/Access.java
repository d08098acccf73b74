package dev.usher.connector.scim;

import dev.usher.connector.DeclaredCertificate;
import dev.usher.connector.SecretUse;
import dev.usher.net.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How Usher proves itself to an app, as it was declared. */
sealed interface Access {
    /** One key of a Secret. */
    record Key(String secret, String key) {
        SecretUse as(String role, String... hosts) {
            return new SecretUse(role, secret, key, List.of(hosts));
        }
    }

    /** By a token (RFC 6750). */
    record Bearer(Key token) implements Access {
        static final String TOKEN = "token";
    }

    /** By name and password (RFC 7617). */
    record Basic(Key user, Key password) implements Access {
        static final String USER = "user";
        static final String PASSWORD = "password";
    }

    /** By a key in a header of its own. */
    record Header(String name, Key key) implements Access {
        static final String KEY = "key";
    }

    /**
     * By tokens that an authorization server issues to a client for its credentials (RFC 6749 section 4.4), its certificate (RFC 8705
     * section 2), or both.
     *
     * @param caBundle who alone may vouch for the server, in PEM; empty: those whom the JVM knows
     * @param certificate what the server is shown; there is one where there is no secret
     * @param inBody whether the client says who it is in the body of the request, not in its header
     */
    record Client(
            TokenUrl url,
            Key id,
            Optional<Key> secret,
            List<String> scopes,
            Optional<String> audience,
            Optional<String> caBundle,
            Optional<DeclaredCertificate> certificate,
            boolean inBody)
            implements Access {
        static final String ID = "clientId";
        static final String SECRET = "clientSecret";

        public Client {
            scopes = List.copyOf(scopes);
        }

        Trust trust() {
            return caBundle.map(Trust::only).orElseGet(Trust::ofJvm);
        }

        /** What they buy goes to the app: they are not for any app that somebody may declare. */
        private List<SecretUse> buying(String app) {
            var uses = new ArrayList<SecretUse>();
            uses.add(id.as(ID, url.host(), app));
            secret.ifPresent(key -> uses.add(key.as(SECRET, url.host(), app)));
            certificate.ifPresent(own -> uses.addAll(own.secrets(url.host(), app)));
            return uses;
        }
    }

    /** By nothing that a request carries: the app is shown a certificate when a connection is opened. */
    record CertificateAlone() implements Access {}

    /** What has to be known to prove it to an app at a host. */
    default List<SecretUse> secrets(String host) {
        return switch (this) {
            case Bearer(Key token) -> List.of(token.as(Bearer.TOKEN, host));
            case Basic(Key user, Key password) -> List.of(user.as(Basic.USER, host), password.as(Basic.PASSWORD, host));
            case Header(String _, Key key) -> List.of(key.as(Header.KEY, host));
            case Client client -> client.buying(host);
            case CertificateAlone _ -> List.of();
        };
    }
}
