package dev.usher.domain.safety;

import dev.usher.domain.account.Entitlement;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A part of what one wave took: of whom it took the same.
 *
 * @param wave by its id
 * @param since when the first of them lost it
 */
public record Taken(String wave, Wave.Key key, Instant since, What what, Set<Member> members) {
    /** What somebody had before. */
    public sealed interface What {
        /**
         * An account that was enabled.
         *
         * @param why it is not to be any more, in one word
         */
        record Access(String why) implements What {}

        /** An entitlement that the account held. */
        record Holding(Entitlement entitlement) implements What {}
    }

    /** A part of so many is full, and never grows again: who stores it need not store it twice. */
    static final int FULL = 1001;

    public Taken {
        members = Set.copyOf(members);
    }

    boolean isOf(String id, What which) {
        return wave.equals(id) && what.equals(which);
    }

    boolean isOpen() {
        return members.size() < FULL;
    }

    Taken with(Member member) {
        var more = new HashSet<>(members);
        more.add(member);
        return new Taken(wave, key, since, what, more);
    }

    Taken without(Member member) {
        var fewer = new HashSet<>(members);
        return fewer.remove(member) ? new Taken(wave, key, since, what, fewer) : this;
    }
}
