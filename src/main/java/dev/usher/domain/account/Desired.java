package dev.usher.domain.account;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** One account as it should be, enabled, with everything it should hold. */
public record Desired(Identity identity, Attributes attributes, SortedSet<Entitlement> entitlements) {
    public Desired {
        entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    }
}
