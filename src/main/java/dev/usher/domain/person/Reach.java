package dev.usher.domain.person;

import dev.usher.domain.account.AppId;
import java.util.Set;

/**
 * Which apps something is about.
 *
 * @param only these; empty: all
 * @param spared and none of these
 */
public record Reach(Set<AppId> only, Set<AppId> spared) {
    /** All that there are, and whatever comes. */
    public static final Reach ALL = new Reach(Set.of(), Set.of());

    public Reach {
        only = Set.copyOf(only);
        spared = Set.copyOf(spared);
    }

    /** These apps, or all where there are none. */
    public static Reach of(Set<AppId> only) {
        return only.isEmpty() ? ALL : new Reach(only, Set.of());
    }

    public boolean has(AppId app) {
        return (only.isEmpty() || only.contains(app)) && !spared.contains(app);
    }

    public boolean isTotal() {
        return only.isEmpty() && spared.isEmpty();
    }
}
