package dev.usher.connector;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.List;
import java.util.Set;

/** What to observe. */
public sealed interface Scope {
    /**
     * Every account.
     *
     * @param marked whether the end is to say where {@link Since} can begin, which may cost as much as the list
     */
    record All(boolean marked) implements Scope {
        /** One from which changes are followed where the app can tell them. */
        public All() {
            this(true);
        }
    }

    /** These accounts; each is either shown or said to be absent. */
    record Accounts(Set<RemoteId> ids) implements Scope {
        public Accounts {
            ids = Set.copyOf(ids);
        }
    }

    /** Every account that equals one of the keys; that none is shown is no proof that there is none. */
    record Matching(List<Key> keys) implements Scope {
        public Matching {
            keys = List.copyOf(keys);
        }
    }

    /** One entitlement and everybody who holds it. */
    record Members(Entitlement of) implements Scope {}

    /**
     * Which of these accounts hold an entitlement: a member is told for each who does. All apps can be asked so, and some only so.
     */
    record Holders(Entitlement of, Set<RemoteId> ids) implements Scope {
        public Holders {
            ids = Set.copyOf(ids);
        }
    }

    /**
     * What changed since a cookie was handed out; only where {@link Capability#CHANGES} says that the app can tell.
     *
     * <p>Each account that is new or another one is shown as it is now, one that is gone is said to be absent, and an entitlement is
     * told of whose holders may be others. These are hints: of what is not told nothing is known, and nothing is done because of a
     * hint before a read by id agrees. Fails with {@link dev.usher.domain.outcome.Kind#STALE} where the app cannot go on from there.
     */
    record Since(Cookie cookie) implements Scope {}

    /** A value by which accounts are correlated. */
    sealed interface Key {
        String value();

        record ExternalId(String value) implements Key {}

        record UserName(String value) implements Key {}
    }

    /** An app's own bookmark in its changes. */
    record Cookie(String value) {}
}
