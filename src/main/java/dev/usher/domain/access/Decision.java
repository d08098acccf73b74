package dev.usher.domain.access;

import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import java.util.Set;

/** What is decided about one account. */
public sealed interface Decision {
    /**
     * There is an account that looks like this, enabled or prepared for a start; what is frozen is neither added nor
     * removed.
     */
    record Want(Desired account, Set<Entitlement> frozen) implements Decision {
        public Want {
            frozen = Set.copyOf(frozen);
        }
    }

    /**
     * Nothing is added to the account and nothing is changed about it; of what is ours to give it loses everything but
     * what is kept. Where there is no account, none is made.
     */
    record Trim(Set<Entitlement> kept, Why why) implements Decision {
        public Trim {
            kept = Set.copyOf(kept);
        }
    }

    /** The account, where there is one, is disabled. */
    record Disabled(Why why) implements Decision {}

    /** The account is not there. */
    record Absent(Why why) implements Decision {}

    /** Nothing is written: neither additions nor removals. */
    record Hold(Why why) implements Decision {}
}
