package dev.usher.domain.account;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Digests of desired values, salted per installation because they are digests of personal data. */
public final class Digests {
    private static final int BYTES = 9;
    private static final int PSEUDONYM_BYTES = 12;
    private final byte[] salt;

    /**
     * Digests with a salt.
     *
     * @param salt at least 16 random bytes, the same for the life of an installation
     */
    public Digests(byte[] salt) {
        if (salt.length < 16) {
            throw new IllegalArgumentException("the salt of digests has at least 16 bytes");
        }
        this.salt = Arrays.copyOf(salt, salt.length);
    }

    /**
     * The digest of an account that should go on looking like this, and of what is frozen about it.
     *
     * @param peculiar what else of its app counts that is not as in every app, by name
     */
    public Applied wanted(Desired desired, Set<Entitlement> frozen, SortedMap<String, String> peculiar) {
        var hash = new Hash(desired.enabled() ? "enabled" : "prepared");
        hash.add(desired.identity().externalId());
        desired.attributes().values().forEach((name, value) -> {
            hash.add(name);
            hash.add(value);
        });
        // Nothing is added for an account whose app maps nothing: what is stored of it goes on being true.
        beyond(desired.managed(), Attributes.MINIMAL).stream()
                .filter(name -> desired.attributes().get(name).isEmpty())
                .forEach(name -> hash.add(desired.awaited().contains(name) ? "awaited" : "cleared", name, ""));
        beyond(Attributes.MINIMAL, desired.managed()).forEach(name -> hash.add("left", name, ""));
        hash.add("entitlements", desired.entitlements());
        hash.add("frozen", new TreeSet<>(frozen));
        return hash.finish(peculiar);
    }

    private static SortedSet<String> beyond(Set<String> some, Set<String> others) {
        if (some.equals(others)) {
            return Collections.emptySortedSet();
        }
        var beyond = new TreeSet<>(some);
        beyond.removeAll(others);
        return beyond;
    }

    /** The digest of an account that is left as it is, but that it may hold no more than this of what is ours to give. */
    public Applied trimmed(Set<Entitlement> kept, SortedMap<String, String> peculiar) {
        var hash = new Hash("trimmed");
        hash.add("kept", new TreeSet<>(kept));
        return hash.finish(peculiar);
    }

    /** The digest of an account of which only one thing is asked, such as that it is disabled or gone. */
    public Applied reduced(String what, SortedMap<String, String> peculiar) {
        return new Hash(what).finish(peculiar);
    }

    /** By what something can be known again that must not be read: 24 hexadecimal digits. */
    public String pseudonym(String... parts) {
        var digest = new PartsDigest(salt);
        List.of(parts).forEach(digest::add);
        return HexFormat.of().formatHex(digest.finish(), 0, PSEUDONYM_BYTES);
    }

    private final class Hash {
        private final PartsDigest digest = new PartsDigest(salt);

        Hash(String what) {
            add(what);
        }

        void add(String part) {
            digest.add(part);
        }

        /** A part of three for each, so that none reads like an attribute or like one of another list. */
        void add(String list, String kind, String value) {
            add(list);
            add(kind);
            add(value);
        }

        void add(String list, SortedSet<Entitlement> entitlements) {
            entitlements.forEach(entitlement -> add(list, entitlement.kind(), entitlement.value()));
        }

        /** Nothing is added for an app that says nothing: what is stored of its accounts goes on being true. */
        Applied finish(SortedMap<String, String> peculiar) {
            peculiar.forEach((name, value) -> add("peculiar", name, value));
            var first = Arrays.copyOf(digest.finish(), BYTES);
            return Applied.ofDigest(Base64.getUrlEncoder().withoutPadding().encodeToString(first));
        }
    }
}
