package dev.usher.connector.scim;

import dev.usher.domain.account.Tenant;
import dev.usher.net.web.PercentEncoding;
import dev.usher.net.web.WebAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where an app is spoken to, in one spelling for all that mean the same.
 *
 * @param base absolute, without a trailing slash
 * @param host lower case, without port
 * @param tenant of scheme-less authority and path, since ids do not change with the scheme
 */
record Endpoint(URI base, String host, Tenant tenant) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says what to write instead
     */
    static Endpoint parse(String text) {
        var uri = absolute(text);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("give the URL without a query and without a fragment");
        }
        return of(WebAddress.scheme(uri), uri);
    }

    /**
     * Reads a URL to which credentials may be sent.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write instead
     */
    static URI absolute(String text) {
        return WebAddress.absolute(text, "https://app.example.com/scim/v2");
    }

    private static Endpoint of(String scheme, URI uri) {
        var host = WebAddress.host(uri);
        var standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        var authority = uri.getPort() < 0 || uri.getPort() == standard ? host : host + ":" + uri.getPort();
        var path = PercentEncoding.normalize(uri.getRawPath()).replaceAll("/+", "/");
        var normal = URI.create("scheme://host" + path).normalize().getRawPath();
        if (normal.startsWith("/..")) {
            throw new IllegalArgumentException("give the URL without .. in its path");
        }
        var trimmed = normal.endsWith("/") ? normal.substring(0, normal.length() - 1) : normal;
        return new Endpoint(
                URI.create(scheme + "://" + authority + trimmed), host, Tenant.of("scim|" + authority + "|" + trimmed));
    }

    /** Why a certificate of ours is not shown at an address; empty where it is, if the other side asks for one. */
    static Optional<String> unshown(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                ? Optional.empty()
                : Optional.of("a certificate is shown over https alone: give an address that begins with https://");
    }
}
