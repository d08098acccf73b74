package dev.usher.net.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses to which credentials may be sent, as somebody declared them. */
public final class WebAddress {
    private static final int HIGHEST_PORT = 65535;

    private WebAddress() {}

    /**
     * Reads one.
     *
     * @param example of what is expected, for who wrote something else
     * @throws IllegalArgumentException if it is none; the message says what to write instead
     */
    public static URI absolute(String text, String example) {
        var uri = uri(text, example);
        var scheme = scheme(uri);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("give an absolute URL that begins with https:// or http://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("give a URL with a host that is a name or an IP address");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("give credentials in auth, not in the URL");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("give a port from 1 to " + HIGHEST_PORT + ", or none");
        }
        return uri;
    }

    /** In lower case; empty where there is none. */
    public static String scheme(URI uri) {
        return Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    }

    /** A dot at the end of a name changes nothing about what it means. */
    public static String host(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static URI uri(String text, String example) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("give a URL such as " + example, e);
        }
    }
}
