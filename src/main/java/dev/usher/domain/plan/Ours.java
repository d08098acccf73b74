package dev.usher.domain.plan;

import dev.usher.domain.account.Entitlement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of the entitlements of one app is Usher's.
 *
 * @param named what some role names, or named before it was edited; nothing of it is, or may be, ignored
 * @param ignored what is, or may be, none of Usher's business
 */
public record Ours(Authority authority, Set<Entitlement> named, Predicate<Entitlement> ignored) {
    /** Where nothing is ignored. */
    public Ours(Authority authority, Set<Entitlement> named) {
        this(authority, named, any -> false);
    }

    public Ours {
        named = Set.copyOf(named);
    }

    /** The same for an account that has more to lose than what roles name; what is ignored it keeps. */
    public Ours owing(Set<Entitlement> owed) {
        if (owed.isEmpty()) {
            return this;
        }
        var more = new HashSet<>(named);
        owed.stream().filter(ignored.negate()).forEach(more::add);
        return new Ours(authority, more, ignored);
    }

    /**
     * The same once a read showed what an account holds: where everything is Usher's, that has no explanation either.
     *
     * @param explained what the account is to hold, or may hold because nobody can tell or it did before Usher
     */
    public Ours seeing(Optional<Set<Entitlement>> shown, Set<Entitlement> explained) {
        if (!isMoreThanNamed(shown)) {
            return this;
        }
        var more = new HashSet<>(named);
        more.addAll(Unexplained.among(shown.get(), explained, ignored));
        return new Ours(authority, more, ignored);
    }

    /** Whether there may be more of it than what roles name: every account is asked for that again and again. */
    public boolean isMoreThanNamed(Optional<Set<Entitlement>> shown) {
        return authority == Authority.Authoritative && shown.isPresent();
    }

    /** What of this is Usher's here, and not there. */
    public Set<Entitlement> beyond(Ours other) {
        var beyond = new HashSet<>(named);
        beyond.removeAll(other.named);
        return beyond;
    }

    /** What an account loses where no cause explains it. */
    public Set<Entitlement> taken() {
        return switch (authority) {
            case Managed, Authoritative -> named;
            case Additive -> Set.of();
        };
    }
}
