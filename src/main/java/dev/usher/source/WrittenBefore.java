package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What one source was told by this process and shows in no record yet, as it is declared now. Whatever is lost with it is found in the
 * records again.
 */
final class WrittenBefore {
    /** So often something is told that a source takes and does not show. */
    private static final int OFTEN_ENOUGH = 3;

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final String edition;
    private final Map<String, Taken> taken = new HashMap<>();
    private final Map<String, Declined> declined = new HashMap<>();
    private Optional<Shut> shut = Optional.empty();

    private record Taken(SortedMap<String, String> values, int times) {}

    private record Declined(Refusal.Rule rule, int times) {}

    private record Shut(Flaw flaw, Instant until) {}

    WrittenBefore(String edition) {
        this.edition = edition;
    }

    boolean isOf(String declaration) {
        return edition.equals(declaration);
    }

    /** Of all others the records say what they are to. */
    void onlyOf(Set<String> keys) {
        taken.keySet().retainAll(keys);
        declined.keySet().retainAll(keys);
    }

    /** Whether it was taken again and again, and is not shown. */
    boolean isInVain(Owed owed) {
        return Optional.ofNullable(taken.get(owed.key()))
                .filter(before -> before.values().equals(owed.values()) && before.times() >= OFTEN_ENOUGH)
                .isPresent();
    }

    void takes(Owed owed) {
        declined.remove(owed.key());
        taken.merge(
                owed.key(),
                new Taken(owed.values(), 1),
                (before, now) ->
                        before.values().equals(now.values()) ? new Taken(now.values(), before.times() + 1) : now);
    }

    void declines(Owed owed, Refusal.Rule rule) {
        declined.put(owed.key(), new Declined(rule, timesDeclined(owed.key()) + 1));
    }

    /** Why it was not taken the last time. */
    Optional<Refusal.Rule> rule(String key) {
        return Optional.ofNullable(declined.get(key)).map(Declined::rule);
    }

    int timesDeclined(String key) {
        return Optional.ofNullable(declined.get(key)).map(Declined::times).orElse(0);
    }

    /** Nothing more is told before the source wants that, or for a while. */
    void breaks(Flaw flaw, Instant now) {
        shut = Optional.of(new Shut(flaw, flaw.until().orElse(now.plus(AFTER_FAILURE))));
    }

    /** Why nothing is told at this moment. */
    Optional<Flaw> isShut(Instant now) {
        shut = shut.filter(why -> now.isBefore(why.until()));
        return shut.map(Shut::flaw);
    }
}
