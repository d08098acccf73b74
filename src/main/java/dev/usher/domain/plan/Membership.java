package dev.usher.domain.plan;

import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which entitlements an account has to gain and to lose. */
public record Membership(SortedSet<Entitlement> add, SortedSet<Entitlement> remove) {
    public static final Membership NONE = new Membership(Collections.emptySortedSet(), Collections.emptySortedSet());

    public Membership {
        add = Collections.unmodifiableSortedSet(new TreeSet<>(add));
        remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
    }

    /**
     * The difference for an account that should be enabled; what is neither wanted, frozen nor ours is left alone.
     *
     * @param held what a read showed
     */
    public static Membership between(Desired desired, Set<Entitlement> frozen, Ours ours, Set<Entitlement> held) {
        var add = new TreeSet<>(desired.entitlements());
        add.removeAll(held);
        add.removeAll(frozen);
        var remove = new TreeSet<>(held);
        remove.retainAll(ours.taken());
        remove.removeAll(desired.entitlements());
        remove.removeAll(frozen);
        return new Membership(add, remove);
    }

    /** The difference for an account that should hold nothing that is ours to give. */
    public static Membership none(Ours ours, Set<Entitlement> held) {
        return atMost(Set.of(), ours, held);
    }

    /** The difference for an account that should hold nothing that is ours to give but what it may keep. */
    public static Membership atMost(Set<Entitlement> kept, Ours ours, Set<Entitlement> held) {
        var remove = new TreeSet<>(held);
        remove.retainAll(ours.taken());
        remove.removeAll(kept);
        return new Membership(new TreeSet<>(), remove);
    }

    /** Both together. */
    public Membership and(Membership more) {
        var adding = new TreeSet<>(add);
        adding.addAll(more.add);
        var removing = new TreeSet<>(remove);
        removing.addAll(more.remove);
        return new Membership(adding, removing);
    }

    /** The same without what is to be lost. */
    public Membership onlyAdding() {
        return new Membership(add, NONE.remove);
    }

    /** The same without what is to be gained. */
    public Membership onlyRemoving() {
        return new Membership(NONE.add, remove);
    }

    public boolean isEmpty() {
        return add.isEmpty() && remove.isEmpty();
    }
}
