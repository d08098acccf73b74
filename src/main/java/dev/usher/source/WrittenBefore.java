package dev.usher.source;

import dev.usher.domain.feed.Flaw;
import dev.usher.domain.feed.Owed;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Refusal.Rule;
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
    /** So often something is told that a source takes and does not show, or at which it fails. */
    private static final int OFTEN_ENOUGH = 3;

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final Duration AFTER_FAILURES = Duration.ofHours(1);

    private final String edition;
    private final Map<String, Taken> taken = new HashMap<>();
    private final Map<String, Declined> declined = new HashMap<>();
    private final Map<String, Broke> broke = new HashMap<>();
    private Optional<Shut> shut = Optional.empty();
    private int failures;
    private int unseen;

    private record Taken(SortedMap<String, String> values, int times) {}

    private record Declined(SortedMap<String, String> values, Rule rule, int times) {}

    /** @param tookOthers whether it took others just before */
    private record Broke(int times, boolean tookOthers) {}

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
        broke.keySet().retainAll(keys);
    }

    /** Whether it was taken again and again, and is not shown. */
    boolean isInVain(Owed owed) {
        return Optional.ofNullable(taken.get(owed.key()))
                .filter(before -> before.values().equals(owed.values()) && before.times() >= OFTEN_ENOUGH)
                .isPresent();
    }

    /** Whether it failed at this alone again and again. */
    boolean isGivenUp(Owed owed) {
        return Optional.ofNullable(declined.get(owed.key()))
                .filter(before -> before.rule() == Rule.FAILS_ALONE
                        && before.values().equals(owed.values())
                        && before.times() >= OFTEN_ENOUGH)
                .isPresent();
    }

    /** Whether all others come before it. */
    boolean isLate(String key) {
        return timesFailed(key) > 0
                || Optional.ofNullable(taken.get(key))
                        .filter(before -> before.times() >= OFTEN_ENOUGH)
                        .isPresent();
    }

    void takes(Owed owed) {
        declined.remove(owed.key());
        broke.remove(owed.key());
        failures = 0;
        taken.merge(
                owed.key(),
                new Taken(owed.values(), 1),
                (before, now) ->
                        before.values().equals(now.values()) ? new Taken(now.values(), before.times() + 1) : now);
    }

    void declines(Owed owed, Rule rule) {
        declined.put(owed.key(), new Declined(owed.values(), rule, timesDeclined(owed.key()) + 1));
    }

    /** Why it was not taken the last time. */
    Optional<Refusal.Rule> rule(String key) {
        return Optional.ofNullable(declined.get(key)).map(Declined::rule);
    }

    private int timesDeclined(String key) {
        return Optional.ofNullable(declined.get(key)).map(Declined::times).orElse(0);
    }

    /** How often it was not taken of this one, or the source failed at it. */
    int timesFailed(String key) {
        return timesDeclined(key)
                + Optional.ofNullable(broke.get(key)).map(Broke::times).orElse(0);
    }

    /** The source failed at this one. */
    void breaksAt(String key, boolean tookOthers) {
        broke.merge(
                key,
                new Broke(1, tookOthers),
                (before, now) -> new Broke(before.times() + 1, before.tookOthers() || now.tookOthers()));
    }

    /**
     * Whether it is this one, and not the source: it failed there before, and takes it of others.
     *
     * @param takesOthers whether it took others just now
     */
    boolean isOfItsOwn(String key, boolean takesOthers) {
        return rule(key).filter(Rule.FAILS_ALONE::equals).isPresent()
                || Optional.ofNullable(broke.get(key))
                        .filter(before -> takesOthers || before.tookOthers())
                        .isPresent();
    }

    /** Nothing more is told before the source wants that, or for a while, which is longer each time. */
    void breaks(Flaw flaw, Instant now) {
        var pause = AFTER_FAILURE.multipliedBy(1L << Math.min(failures, 4));
        failures++;
        shut = Optional.of(new Shut(
                flaw, flaw.until().orElse(now.plus(pause.compareTo(AFTER_FAILURES) < 0 ? pause : AFTER_FAILURES))));
    }

    /** Why nothing is told at this moment. */
    Optional<Flaw> isShut(Instant now) {
        shut = shut.filter(why -> now.isBefore(why.until()));
        return shut.map(Shut::flaw);
    }

    /** Before when nothing is told. */
    Optional<Instant> until() {
        return shut.map(Shut::until);
    }

    /** Records show what they have. */
    void sees() {
        unseen = 0;
    }

    /** So many more were told something where no record shows anything. */
    void fillsUnseen(int some) {
        unseen += some;
    }

    /** How many were, since records last showed something. */
    int unseen() {
        return unseen;
    }
}
