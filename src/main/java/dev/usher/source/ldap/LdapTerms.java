package dev.usher.source.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.ldap.Server;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How a directory is read, as it was declared.
 *
 * @param people the entries that are
 * @param key the attribute that says who somebody is for ever
 * @param values the attributes that are read besides
 * @param references those of them whose values name another entry, where the key of that one is meant
 * @param changesEvery how often it is asked what changed; empty: never
 */
public record LdapTerms(
        Directory directory,
        People people,
        String key,
        Set<String> values,
        Set<String> references,
        Optional<Duration> changesEvery,
        Bounds bounds) {
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    /**
     * Where it is, and as whom Usher comes.
     *
     * @param caBundle who may vouch for it, in PEM; empty: whom this JVM knows
     */
    public record Directory(String url, boolean startTls, Optional<String> caBundle, String bindDn) {
        public Directory {
            var server = Server.of(url, startTls)
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "give the address of the directory as `url`, such as ldaps://ldap.example.com, with nothing behind it"));
            if (startTls && server.tls()) {
                throw new IllegalArgumentException(
                        "ldaps:// is TLS from the first byte on: leave out `tls.startTLS`, or give ldap://");
            }
            caBundle.ifPresent(Trust::only);
            expectName(bindDn, "bind.dn");
        }

        Server server() {
            return Server.of(url, startTls).orElseThrow();
        }

        /** To which the password is sent. */
        public String host() {
            return server().host();
        }

        Tls tls() {
            return Tls.of(caBundle.map(Trust::only).orElseGet(Trust::ofJvm));
        }
    }

    /** How far below the base people are. */
    public enum Depth {
        SUBTREE,
        ONE_LEVEL
    }

    /** Which entries are people. */
    public record People(String base, Depth depth, String filter) {
        public People {
            expectName(base, "base");
            if (DeclaredFilter.parse(filter).isEmpty()) {
                throw new IllegalArgumentException(
                        "give a filter within parentheses as `filter`, such as (objectClass=inetOrgPerson)");
            }
        }

        SearchScope scope() {
            return switch (depth) {
                case SUBTREE -> SearchScope.SUB;
                case ONE_LEVEL -> SearchScope.ONE;
            };
        }

        Filter parsed() {
            return DeclaredFilter.parse(filter).orElseThrow();
        }
    }

    /**
     * How much of it is borne.
     *
     * @param page how many entries are asked for at a time
     * @param valueLength in characters
     * @param request what one request may take
     * @param whole what all of them may take
     */
    public record Bounds(int page, long records, int valueLength, Duration request, Duration whole) {
        /** 500 at a time, a million in all; a minute for each request and an hour for all. */
        public static final Bounds USUAL =
                new Bounds(500, 1_000_000, 4_096, Duration.ofMinutes(1), Duration.ofHours(1));

        public Bounds {
            if (page < 1 || records < 1 || valueLength < 1 || !request.isPositive() || !whole.isPositive()) {
                throw new IllegalArgumentException("bounds are at least 1");
            }
        }

        /** The same with other pages. */
        public Bounds paged(int size) {
            return new Bounds(size, records, valueLength, request, whole);
        }
    }

    public LdapTerms {
        values = Set.copyOf(values);
        references = Set.copyOf(references);
        for (var name : asked(key, values)) {
            if (!ATTRIBUTE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "give the name of an attribute of the directory, such as employeeNumber, where `" + name
                                + "` is");
            }
            if (Secrets.contain(name)) {
                throw new IllegalArgumentException("`" + name + "` holds a secret: no source reads it");
            }
        }
    }

    private static void expectName(String text, String field) {
        if (text.isBlank() || !DN.isValidDN(text)) {
            throw new IllegalArgumentException(
                    "give a distinguished name as `" + field + "`, such as ou=people,dc=example,dc=com");
        }
    }

    private static Set<String> asked(String key, Set<String> values) {
        var asked = new TreeSet<>(values);
        asked.add(key);
        return asked;
    }

    /** All that is read of an entry, by the names that were given. */
    Set<String> asked() {
        return asked(key, values);
    }

    /** The same, where other attributes are read besides the key. */
    LdapTerms reading(Set<String> others) {
        return new LdapTerms(directory, people, key, others, Set.of(), Optional.empty(), bounds);
    }

    boolean isKey(String name) {
        return name.equalsIgnoreCase(key);
    }

    /** One name for all ways to write that of an entry; empty of what names none. */
    static Optional<String> normalized(String dn) {
        try {
            return Optional.of(new DN(dn).toNormalizedString().toLowerCase(Locale.ROOT));
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }
}
