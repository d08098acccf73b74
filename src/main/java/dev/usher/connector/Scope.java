package dev.usher.connector;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import java.util.List;
import java.util.Set;

/** What to observe. */
public sealed interface Scope {
    /** Every account. */
    record All() implements Scope {}

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

    /** What changed since a cookie was handed out; only where the app can tell. */
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
