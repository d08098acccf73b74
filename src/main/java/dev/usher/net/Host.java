package dev.usher.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The host of a URL: a name, or an IP address in its usual form.
 *
 * @param name lower case, without the brackets of IPv6 and without a trailing dot
 * @param literal the address that the host is, or empty for a name
 */
record Host(String name, Optional<InetAddress> literal) {

    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    private static final Set<String> INTERNAL_SUFFIXES =
            Set.of("localhost", "local", "localdomain", "internal", "svc", "home.arpa", "kubernetes.default");

    /** The host of the URL, or empty where it has none, or one in a form that readers disagree on. */
    static Optional<Host> of(URI uri) {
        String host = uri.getHost();
        return host == null ? Optional.empty() : of(host);
    }

    /** The host from a text without port; IPv6 with or without brackets. */
    static Optional<Host> of(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        } else if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.contains(":") || endsInANumber(name)) {
            try {
                return Optional.of(new Host(name, Optional.of(Cidr.literal(name))));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return name.isEmpty() || name.contains("..") || name.contains("%")
                ? Optional.empty()
                : Optional.of(new Host(name, Optional.empty()));
    }

    /**
     * Whether the name is one that only this machine or this cluster gives a meaning: a single label, which the search
     * path completes, or one under a domain that is reserved for such use.
     */
    boolean internal() {
        if (literal.isPresent()) {
            return false;
        }
        if (name.indexOf('.') < 0 || name.startsWith("kubernetes.default.")) {
            return true;
        }
        return INTERNAL_SUFFIXES.stream().anyMatch(suffix -> name.equals(suffix) || name.endsWith("." + suffix));
    }

    private static boolean endsInANumber(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return NUMBER.matcher(last).matches();
    }
}
