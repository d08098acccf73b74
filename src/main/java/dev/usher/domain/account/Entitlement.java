package dev.usher.domain.account;

import java.util.Locale;

/**
 * Anything that an account can hold in an app.
 *
 * @param kind what it is there, such as {@code group}
 * @param value its name in the app
 */
public record Entitlement(String kind, String value) implements Comparable<Entitlement> {
    public static final String GROUP = "group";

    /** As an app sees it that makes nothing of upper and lower case. */
    public Entitlement folded() {
        return new Entitlement(kind, value.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Entitlement other) {
        var byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return kind + " " + value;
    }
}
