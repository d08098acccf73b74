package dev.usher.connector.scim;

import dev.usher.net.web.WebAddress;
import java.net.URI;

/**
 * Where an authorization server issues tokens, as it was written.
 *
 * @param host lower case, without port
 */
record TokenUrl(URI uri, String host) {
    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says what to write instead
     */
    static TokenUrl parse(String text) {
        var uri = Endpoint.absolute(text);
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("give the URL without a fragment");
        }
        return new TokenUrl(uri, WebAddress.host(uri));
    }
}
