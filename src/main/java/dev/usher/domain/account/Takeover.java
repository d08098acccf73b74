package dev.usher.domain.account;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of an account because it was there before Usher and was taken over.
 *
 * @param held what it held then and no role explained, and may still hold
 * @param open whether nothing was confirmed of it since: it may still have another key, and another name
 * @param awaited until a read showed an account: the digest of the key and the login name of which there was none, so that one that
 *     has them came later
 */
public record Takeover(Set<Entitlement> held, boolean open, Optional<Applied> awaited) {
    /** Of an account that Usher made. */
    public static final Takeover NONE = new Takeover(Set.of(), false);

    public Takeover {
        held = Set.copyOf(held);
    }

    /** Of an account that is there. */
    public Takeover(Set<Entitlement> held, boolean open) {
        this(held, open, Optional.empty());
    }

    /** Of somebody who has no account, and whose first login may make one. */
    public static Takeover awaiting(Applied keys) {
        return new Takeover(Set.of(), false, Optional.of(keys));
    }

    /** What of this it held then, in whatever letters. */
    public Set<Entitlement> among(Set<Entitlement> some) {
        return held.isEmpty() ? Set.of() : filtered(some, folded(held)::contains);
    }

    /**
     * The same once a role explains some of it, and somebody looked for some.
     *
     * @param explained what roles give
     * @param asked what somebody looked for
     * @param found what of that the account holds
     */
    public Takeover once(Set<Entitlement> explained, Set<Entitlement> asked, Set<Entitlement> found) {
        if (held.isEmpty()) {
            return this;
        }
        var over = folded(asked);
        over.removeAll(folded(found));
        over.addAll(folded(explained));
        return holding(filtered(held, one -> !over.contains(one)));
    }

    private static Set<Entitlement> folded(Set<Entitlement> some) {
        return some.stream().map(Entitlement::folded).collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<Entitlement> filtered(Set<Entitlement> some, Predicate<Entitlement> byFold) {
        return some.stream().filter(one -> byFold.test(one.folded())).collect(Collectors.toUnmodifiableSet());
    }

    /** The same once there is an account. */
    public Takeover found() {
        return awaited.isEmpty() ? this : new Takeover(held, open);
    }

    /** The same of an account that is recorded; of one that is still being taken over it has to be known why. */
    public Takeover recorded() {
        return open ? this : found();
    }

    /** The same while there is no account. */
    public Takeover missed() {
        return awaited.map(Takeover::awaiting).orElse(NONE);
    }

    /** The same, of which this is left. */
    public Takeover holding(Set<Entitlement> left) {
        return left.equals(held) ? this : new Takeover(left, open, awaited);
    }

    /** The same, once a read showed that it is as decided. */
    public Takeover closed() {
        return open ? new Takeover(held, false, awaited) : this;
    }
}
