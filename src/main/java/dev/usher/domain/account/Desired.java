package dev.usher.domain.account;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One account as it should be, with everything it should hold.
 *
 * @param enabled whether somebody can log in with it; one that is made ahead of a start is not
 */
public record Desired(Identity identity, Attributes attributes, SortedSet<Entitlement> entitlements, boolean enabled) {
    /** An enabled account. */
    public Desired(Identity identity, Attributes attributes, SortedSet<Entitlement> entitlements) {
        this(identity, attributes, entitlements, true);
    }

    public Desired {
        entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    }
}
