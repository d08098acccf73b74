package dev.usher.domain.safety;

import java.time.Instant;
import java.util.Set;

/**
 * What a person decided about a wave, for whoever was of it at that moment; whoever comes later is counted anew.
 *
 * @param order the uid of the resource that says so
 * @param name of that resource
 * @param wave as it was held, with those of its members for whom it still counts
 * @param covered how many members it had
 * @param until when it ends by itself
 */
public record Ruling(String order, String name, Sentence sentence, Wave wave, int covered, Instant until) {
    /** What is decided. */
    public enum Sentence {
        /** They lose it now, whatever the limits say. */
        RELEASE,
        /** They lose nothing for as long as it counts. */
        KEEP,
        /** What the wave took comes back, and stays for as long as it counts. */
        RESTORE
    }

    /** Whether it is a Restore of this wave. */
    boolean bringsBack(String id) {
        return sentence == Sentence.RESTORE && wave.id().equals(id);
    }

    static Ruling of(Order order, Wave held) {
        return new Ruling(
                order.uid(),
                order.name(),
                order.sentence(),
                held,
                held.members().size(),
                order.until());
    }

    /** Whether it decides about what somebody loses by one change. */
    boolean isAbout(Member member, Wave.Key key) {
        return wave.key().equals(key) && wave.members().contains(member);
    }

    /** The same for those of them who are among these. */
    Ruling of(Set<Member> still) {
        var left = wave.of(still);
        return left.equals(wave) ? this : new Ruling(order, name, sentence, left, covered, until);
    }
}
