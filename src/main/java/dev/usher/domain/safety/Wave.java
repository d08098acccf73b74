package dev.usher.domain.safety;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PartsDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is taken away in one app because of one change: it goes as a whole, or is held as a whole.
 *
 * @param id by which people speak of it
 * @param since when it was first held, or let go
 * @param released whether it may go
 * @param amount how much of the limit it takes
 */
public record Wave(String id, Key key, Instant since, boolean released, int amount, Set<Member> members) {
    /** What makes it one wave. */
    public record Key(Origin origin, Limit limit) {
        /** Of which wave a loss is. */
        public static Key of(Loss loss) {
            return new Key(loss.origin(), loss.limit());
        }

        /** What it is because of, in words of ours, with names of resources only. */
        public String cause() {
            return limit == Limit.CHANGES && origin instanceof Origin.Forgotten
                    ? "an upgrade, or an edit from before the operator started"
                    : origin.text();
        }
    }

    private static final int ID_BYTES = 4;

    public Wave {
        members = Set.copyOf(members);
    }

    /** Of one that nobody has judged. It begins with a letter: people write it into YAML, where digits alone are a number. */
    static String idOf(AppId app, Key key, Instant since) {
        var digest = new PartsDigest();
        Stream.of(app, key.limit(), key.origin(), since).map(Object::toString).forEach(digest::add);
        return "w" + HexFormat.of().formatHex(digest.finish(), 0, ID_BYTES);
    }

    /** Those of it who are among these. */
    Wave of(Set<Member> still) {
        return still.containsAll(members)
                ? this
                : new Wave(
                        id,
                        key,
                        since,
                        released,
                        amount,
                        members.stream().filter(still::contains).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether they are spoken of as one. */
    boolean isAlso(Wave other) {
        return id.equals(other.id);
    }

    boolean isHeld(Key other) {
        return !released && key.equals(other);
    }
}
