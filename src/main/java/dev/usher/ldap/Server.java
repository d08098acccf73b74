package dev.usher.ldap;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a directory is, and how a connection to it begins.
 *
 * @param tls whether it begins with TLS
 * @param startTls whether TLS is asked for before anything else
 */
public record Server(String host, int port, boolean tls, boolean startTls) {
    private static final int PLAIN_PORT = 389;
    private static final int TLS_PORT = 636;

    /** The one that a URL names; empty where it names none, or anything else besides. */
    public static Optional<Server> of(String url, boolean startTls) {
        return address(url).map(address -> {
            var secure = "ldaps".equalsIgnoreCase(address.getScheme());
            var port = address.getPort() > 0 ? address.getPort() : secure ? TLS_PORT : PLAIN_PORT;
            return new Server(host(address), port, secure, startTls);
        });
    }

    private static Optional<URI> address(String url) {
        try {
            var uri = URI.create(url);
            var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            var isBare = Optional.ofNullable(uri.getRawPath()).orElse("").isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return (scheme.equals("ldap") || scheme.equals("ldaps")) && uri.getHost() != null && isBare
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String host(URI address) {
        var host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
