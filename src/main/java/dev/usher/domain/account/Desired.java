package dev.usher.domain.account;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One account as it should be, with everything it should hold.
 *
 * @param managed the names of the attributes that are Usher's to set and to clear; all others are left as they are
 * @param initial attributes that are given to a new account and are nobody's business afterwards
 * @param enabled whether somebody can log in with it; one that is made ahead of a start is not
 */
public record Desired(
        Identity identity,
        Attributes attributes,
        Set<String> managed,
        Attributes initial,
        SortedSet<Entitlement> entitlements,
        boolean enabled) {
    /** An account of an app that is told what every app is. */
    public Desired(Identity identity, Attributes attributes, SortedSet<Entitlement> entitlements, boolean enabled) {
        this(identity, attributes, Attributes.MINIMAL, Attributes.NONE, entitlements, enabled);
    }

    /** An enabled account. */
    public Desired(Identity identity, Attributes attributes, SortedSet<Entitlement> entitlements) {
        this(identity, attributes, entitlements, true);
    }

    public Desired {
        managed = managed.equals(Attributes.MINIMAL) ? Attributes.MINIMAL : Set.copyOf(managed);
        entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    }

    /** What a new account is given. */
    public Attributes atCreation() {
        return initial.with(attributes);
    }
}
