package dev.usher.source.http;

import dev.usher.net.web.WebAddress;
import java.net.URI;

/** Whom a request is sent to, and so who sees its credentials. */
record Origin(String scheme, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Of an absolute address with a host. */
    static Origin of(URI uri) {
        var scheme = WebAddress.scheme(uri);
        var standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new Origin(scheme, WebAddress.host(uri), uri.getPort() < 0 ? standard : uri.getPort());
    }

    /** Whether an address is here, and says nothing of who asks. */
    boolean has(URI uri) {
        return uri.getHost() != null && uri.getRawUserInfo() == null && of(uri).equals(this);
    }
}
