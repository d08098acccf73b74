package dev.usher.domain.access;

import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.person.Lock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is decided about one account. */
public sealed interface Decision {
    /** How Usher deals with the entitlements of the app. */
    EntitlementTerms terms();

    /**
     * There is an account that looks like this, enabled or prepared for a start; what is frozen is neither added nor
     * removed. Where somebody linked one, it is that, unless
     * another one of theirs is there.
     *
     * @param arrival how it comes to be there
     */
    record Want(
            Desired account, Set<Entitlement> frozen, Optional<RemoteId> link, EntitlementTerms terms, Arrival arrival)
            implements Decision {
        public Want {
            frozen = Set.copyOf(frozen);
        }

        /** One that Usher makes where there is none. */
        public Want(Desired account, Set<Entitlement> frozen, Optional<RemoteId> link, EntitlementTerms terms) {
            this(account, frozen, link, terms, Arrival.CREATED);
        }

        public Want(Desired account, Set<Entitlement> frozen, EntitlementTerms terms) {
            this(account, frozen, Optional.empty(), terms);
        }

        public Want(Desired account, Set<Entitlement> frozen) {
            this(account, frozen, EntitlementTerms.STANDARD);
        }

        /** The same of an account that looks otherwise. */
        public Want of(Desired other) {
            return new Want(other, frozen, link, terms, arrival);
        }
    }

    /**
     * Nothing is added to the account and nothing is changed about it; of what is ours to give it loses everything but
     * what is kept. Where there is no account, none is made.
     */
    record Trim(Set<Entitlement> kept, Why why, EntitlementTerms terms) implements Decision {
        public Trim {
            kept = Set.copyOf(kept);
        }

        public Trim(Set<Entitlement> kept, Why why) {
            this(kept, why, EntitlementTerms.STANDARD);
        }
    }

    /**
     * The account, where there is one, is disabled.
     *
     * @param endsSessions whether the app is to end the sessions that it has open for the account, too
     * @param compromised whether somebody else knows by what its holder signs on
     */
    record Disabled(Why why, EntitlementTerms terms, Set<String> locks, boolean endsSessions, boolean compromised)
            implements Decision {
        public Disabled {
            locks = Set.copyOf(locks);
        }

        /** One whose sessions last as long as the app lets them. */
        public Disabled(Why why, EntitlementTerms terms, Set<String> locks) {
            this(why, terms, locks, false, false);
        }

        public Disabled(Why why, EntitlementTerms terms) {
            this(why, terms, Set.of());
        }

        public Disabled(Why why) {
            this(why, EntitlementTerms.STANDARD);
        }

        /** By these locks: each wants to know by itself whether the account is shut. */
        public static Disabled by(List<Lock> locks) {
            return new Disabled(
                    Why.Locked,
                    EntitlementTerms.STANDARD,
                    locks.stream().map(Lock::id).collect(Collectors.toUnmodifiableSet()),
                    false,
                    locks.stream().anyMatch(Lock::compromised));
        }

        /** The same, and whether sessions end with it. */
        public Disabled endingSessions(boolean end) {
            return new Disabled(why, terms, locks, end, compromised);
        }
    }

    /** The account is not there. */
    record Absent(Why why, EntitlementTerms terms) implements Decision {
        public Absent(Why why) {
            this(why, EntitlementTerms.STANDARD);
        }
    }

    /** Nothing is written: neither additions nor removals. */
    record Hold(Why why, EntitlementTerms terms) implements Decision {
        public Hold(Why why) {
            this(why, EntitlementTerms.STANDARD);
        }
    }

    /**
     * Nothing is written, because the app does not let anything be written for this holder yet; this is what would be.
     *
     * @param takesOver whether an account that is there becomes the holder's all the same, which is recorded
     */
    record Planned(Decision would, boolean takesOver) implements Decision {
        @Override
        public EntitlementTerms terms() {
            return would.terms();
        }
    }

    /** The same in an app to which nothing may be written; nothing is planned where nothing would be. */
    default Decision planned(boolean takesOver) {
        return this instanceof Hold || this instanceof Planned ? this : new Planned(this, takesOver);
    }

    /** Whether a lock disables the account: it waits for nothing, and is nobody's to hold back. */
    default boolean isLocked() {
        return this instanceof Disabled disabled && disabled.why() == Why.Locked;
    }

    /** Why an account is not to be one that somebody can use; empty where it is. */
    default Optional<Why> reduction() {
        return switch (this) {
            case Disabled disabled -> Optional.of(disabled.why());
            case Absent absent -> Optional.of(absent.why());
            case Want want -> want.account().enabled() ? Optional.empty() : Optional.of(Why.NotStarted);
            case Trim trim -> Optional.empty();
            case Hold hold -> Optional.empty();
            case Planned plan -> Optional.empty();
        };
    }

    /** Whether there is no account, and somebody has to log in before there is one. */
    default boolean isAwaited() {
        return this instanceof Want want && want.arrival() == Arrival.AWAITED;
    }

    /** The account that somebody linked and that is not known as theirs, be it that nothing may be written there yet. */
    default Optional<RemoteId> linked() {
        return switch (this) {
            case Want want -> want.link();
            case Planned plan -> plan.would().linked();
            case Trim trim -> Optional.empty();
            case Disabled disabled -> Optional.empty();
            case Absent absent -> Optional.empty();
            case Hold hold -> Optional.empty();
        };
    }

    /** Whether nothing is written, for this reason. */
    default boolean isHeldBecause(Why reason) {
        return this instanceof Hold hold && hold.why() == reason;
    }

    /** The same in an app of such terms; whatever depends on them is decided anew when they change. */
    default Decision under(EntitlementTerms terms) {
        return terms.equals(terms()) ? this : withTerms(terms);
    }

    private Decision withTerms(EntitlementTerms terms) {
        return switch (this) {
            case Want want -> new Want(want.account(), want.frozen(), want.link(), terms, want.arrival());
            case Trim trim -> new Trim(trim.kept(), trim.why(), terms);
            case Disabled disabled ->
                new Disabled(disabled.why(), terms, disabled.locks(), disabled.endsSessions(), disabled.compromised());
            case Absent absent -> new Absent(absent.why(), terms);
            case Hold hold -> new Hold(hold.why(), terms);
            case Planned plan -> new Planned(plan.would().under(terms), plan.takesOver());
        };
    }
}
