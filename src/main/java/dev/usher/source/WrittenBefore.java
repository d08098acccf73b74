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
    private Optional<Withheld> withheld = Optional.empty();
    private int failures;
    private int unseen;

    private record Taken(SortedMap<String, String> values, int times) {}

    /**
     * One that was not taken.
     *
     * @param attempts how often in a row it failed at it alone, also where that says nothing since nobody else was told
     * @param until before when it is not asked about again
     */
    private record Declined(
            SortedMap<String, String> values, Rule rule, int times, int attempts, Optional<Instant> until) {
        boolean isOf(Owed owed, Rule why) {
            return rule == why && values.equals(owed.values());
        }
    }

    /** @param isAnswered whether it was the source that said so */
    private record Broke(int times, boolean isAnswered) {}

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

    /** Whether it failed at this alone, and is not asked about it now: for a while, or any more where that was so again and again. */
    boolean isLeftAlone(Owed owed, Instant now) {
        return Optional.ofNullable(declined.get(owed.key()))
                .filter(before -> before.isOf(owed, Rule.FAILS_ALONE))
                .filter(before -> before.times() >= OFTEN_ENOUGH
                        || before.until().filter(now::isBefore).isPresent())
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
        var times = declinedAs(owed, rule).map(Declined::times).orElse(0);
        declined.put(owed.key(), new Declined(owed.values(), rule, times + 1, 0, Optional.empty()));
    }

    /**
     * It fails at this one, and not at others.
     *
     * @param takesOthers whether it took others just now: else it says nothing, since the source may be down
     */
    void failsAlone(Owed owed, boolean takesOthers, Instant now) {
        var before = declinedAs(owed, Rule.FAILS_ALONE);
        var times = before.map(Declined::times).orElse(0);
        var attempts = before.map(Declined::attempts).orElse(0);
        declined.put(
                owed.key(),
                new Declined(
                        owed.values(),
                        Rule.FAILS_ALONE,
                        takesOthers ? times + 1 : times,
                        attempts + 1,
                        Optional.of(now.plus(pause(attempts)))));
    }

    private Optional<Declined> declinedAs(Owed owed, Rule rule) {
        return Optional.ofNullable(declined.get(owed.key())).filter(before -> before.isOf(owed, rule));
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

    /**
     * The source failed at this one.
     *
     * @param isAnswered whether it said so itself
     */
    void breaksAt(String key, boolean isAnswered) {
        broke.merge(
                key,
                new Broke(1, isAnswered),
                (before, now) -> new Broke(before.times() + 1, before.isAnswered() || now.isAnswered()));
    }

    /**
     * Whether it is this one, and not the source: it failed there before, and takes it of others. What it took before it failed says nothing,
     * since it may be down since.
     *
     * @param takesOthers whether it took others just now
     */
    boolean isOfItsOwn(String key, boolean takesOthers) {
        return rule(key).filter(Rule.FAILS_ALONE::equals).isPresent()
                || (takesOthers
                        && Optional.ofNullable(broke.get(key))
                                .filter(Broke::isAnswered)
                                .isPresent());
    }

    /** Nothing more is told before the source wants that, or for a while, which is longer each time. */
    void breaks(Flaw flaw, Instant now) {
        shut = Optional.of(new Shut(flaw, flaw.until().orElse(now.plus(pause(failures)))));
        failures++;
    }

    private static Duration pause(int times) {
        var pause = AFTER_FAILURE.multipliedBy(1L << Math.min(times, 4));
        return pause.compareTo(AFTER_FAILURES) < 0 ? pause : AFTER_FAILURES;
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

    /** What is told to nobody for now. */
    Optional<Withheld> withheld() {
        return withheld;
    }

    void withholds(Optional<Withheld> now) {
        withheld = now;
    }

    /** Records show what they have, or somebody looked. */
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
