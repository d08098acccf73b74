package dev.usher.domain.account;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One account as it should be, with everything it should hold.
 *
 * @param managed the names of the attributes that are Usher's to set and to clear; all others are left as they are
 * @param initial attributes that are given to a new account and are nobody's business afterwards
 * @param awaited those of the managed ones whose value will be known later: until then they stay as they are
 * @param rolesSet the names of those attributes that are so, or not set any more, because of roles: they may be access
 * @param enabled whether somebody can log in with it; one that is made ahead of a start is not
 */
public record Desired(
        Identity identity,
        Attributes attributes,
        Set<String> managed,
        Set<String> awaited,
        Attributes initial,
        Set<String> rolesSet,
        SortedSet<Entitlement> entitlements,
        boolean enabled) {
    /** An account of which roles set nothing. */
    public Desired(
            Identity identity,
            Attributes attributes,
            Set<String> managed,
            Attributes initial,
            SortedSet<Entitlement> entitlements,
            boolean enabled) {
        this(identity, attributes, managed, Set.of(), initial, Set.of(), entitlements, enabled);
    }

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
        awaited = Set.copyOf(awaited);
        rolesSet = Set.copyOf(rolesSet);
        entitlements = Collections.unmodifiableSortedSet(new TreeSet<>(entitlements));
    }

    /** What of these names can be left out: what a role sets never is. */
    public Set<String> spared(Set<String> names) {
        if (Collections.disjoint(names, rolesSet)) {
            return names;
        }
        var spared = new HashSet<>(names);
        spared.removeAll(rolesSet);
        return spared;
    }

    /** The same account in an app that has no place for these. */
    public Desired without(Set<String> names) {
        var spared = spared(names);
        return new Desired(
                identity,
                attributes.without(spared),
                managed,
                awaited,
                initial.without(spared),
                rolesSet,
                entitlements,
                enabled);
    }

    /** The same account while nothing is known yet of what it is to show of these. */
    public Desired awaiting(Set<String> names) {
        return new Desired(
                identity, attributes.without(names), managed, names, initial, rolesSet, entitlements, enabled);
    }

    /** What a new account is given. */
    public Attributes atCreation() {
        return initial.with(attributes);
    }
}
