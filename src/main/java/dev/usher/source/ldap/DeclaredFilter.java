package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;

/** A filter that somebody declares (RFC 4515): the only one that comes as a text, and nothing is put into it. */
final class DeclaredFilter {
    private static final int LONGEST = 4_096;

    private DeclaredFilter() {}

    /** What it says; empty where that is none. */
    static Optional<Filter> parse(String text) {
        try {
            return text.length() > LONGEST || !text.startsWith("(")
                    ? Optional.empty()
                    : Optional.of(Filter.create(text));
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }
}
