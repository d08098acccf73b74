package dev.usher.connector;

import java.util.List;

/**
 * One key of a Secret in the namespace of an app, and where its value goes.
 *
 * @param role by which the connector asks for the value
 * @param hosts to which the value is sent, or what it buys there; lower case, without a port; the Secret must name each
 * @param optional whether the app can be used without it, but for what it is for
 */
public record SecretUse(String role, String secret, String key, List<String> hosts, boolean optional) {
    public SecretUse {
        hosts = hosts.stream().distinct().toList();
    }

    /** One without which the app cannot be used. */
    public SecretUse(String role, String secret, String key, List<String> hosts) {
        this(role, secret, key, hosts, false);
    }
}
