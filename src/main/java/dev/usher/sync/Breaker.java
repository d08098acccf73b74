package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Evidence;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Lets removals in one app go, or holds them, a wave at a time; what goes is stored as spent before it goes.
 *
 * <p>The first few of people's own in ten minutes go at once. All others wait until everybody whom the same change touches
 * was decided and counted: then the whole wave is inside the limit, or none of it goes.
 */
final class Breaker {
    /** What may be done about one removal. */
    sealed interface Answer {
        /** It may happen. */
        record Go() implements Answer {}

        /** Nobody can say yet. */
        record Wait(Duration pause, Optional<Failure> why) implements Answer {}

        /** It is of a wave that is over its limit. */
        record Held(Wave wave, Instant until, Budgets under) implements Answer {}
    }

    /** So often it is looked, while removals are waited for, whether all of them are counted. */
    private static final int LOOKS = 5;

    /** Until those who count have most likely decided what a lane has. */
    static final Duration A_MOMENT = Duration.ofMillis(200);

    private final AppId app;
    private final LaneBook book;
    private final Census census;
    private final Timing timing;
    private final Standing standing;
    private final long started;
    private final Gathering gathering;
    private final Map<Wave.Key, Integer> judged = new ConcurrentHashMap<>();
    private final AtomicInteger edition = new AtomicInteger();
    private volatile Budgets budgets = Budgets.STANDARD;

    Breaker(AppId app, LaneBook book, Census census, Timing timing, Standing standing) {
        this.app = app;
        this.book = book;
        this.census = census;
        this.timing = timing;
        this.standing = standing;
        this.gathering = new Gathering(census, timing);
        this.started = timing.nanos().getAsLong();
    }

    /** What counts from now on; says whether that is news, so that what is held is judged anew. */
    boolean limit(Budgets next) {
        var news = !budgets.equals(next);
        budgets = next;
        if (news) {
            edition.incrementAndGet();
        }
        return news;
    }

    Budgets limits() {
        return budgets;
    }

    /**
     * Lets go of waves of which nobody is left, and tells what is held.
     *
     * @return whether some of it may go by now
     */
    boolean review() throws LedgerFailure {
        var counted = census.isComplete();
        var restraint = store(page -> counted ? page.withRestraint(trimmed(page.restraint())) : page);
        if (!counted || restraint.held().findAny().isEmpty()) {
            return false;
        }
        var usable = census.usable(app);
        var news = restraint.held().anyMatch(wave -> mayGo(restraint, wave.key(), usable));
        if (news) {
            edition.incrementAndGet();
        }
        return news;
    }

    private Restraint trimmed(Restraint restraint) {
        var left = restraint;
        for (var wave : restraint.waves()) {
            left = isInApp(wave.key())
                    ? untilItsWindowEnds(left, wave)
                    : among(members(restraint, wave.key()), left, wave);
        }
        return left;
    }

    private Restraint untilItsWindowEnds(Restraint left, Wave wave) {
        var end = wave.since().plus(budgets.of(wave.key().limit()).window());
        return now().isBefore(end) ? left : left.without(wave::equals);
    }

    /** Of whom nobody is left is no wave, and whoever was let has no licence beyond what it was for. */
    private static Restraint among(Optional<Map<Member, Integer>> members, Restraint left, Wave wave) {
        if (members.isEmpty()) {
            return left;
        }
        var still = members.get().keySet();
        if (Collections.disjoint(still, wave.members())) {
            return left.without(wave::equals);
        }
        return wave.released() ? left.lettingOnly(wave.key(), still) : left;
    }

    /** What somebody gave in the app is asked about one by one. */
    private static boolean isInApp(Wave.Key key) {
        return key.origin() instanceof Origin.InApp;
    }

    private boolean mayGo(Restraint restraint, Wave.Key key, int usable) {
        return !isInApp(key)
                && members(restraint, key)
                        .map(members -> restraint.judge(app, key, members, budgets.of(key.limit()), usable, now()))
                        .filter(judged -> judged.held(key).isEmpty())
                        .isPresent();
    }

    /** Whoever is held is told of at once. */
    private Restraint store(UnaryOperator<Page> edit) throws LedgerFailure {
        var stored = book.edit(edit).restraint();
        standing.isHolding(stored.held().toList());
        return stored;
    }

    /** After a start nobody may be able to tell to whose change somebody loses something, but the wave that was stored. */
    private static Wave.Key key(Restraint restraint, Member member, Loss loss) {
        var key = Wave.Key.of(loss);
        return key.origin() instanceof Origin.Forgotten
                ? restraint.remembers(member, key.limit()).orElse(key)
                : key;
    }

    private Optional<Map<Member, Integer>> members(Restraint restraint, Wave.Key key) {
        if (key.limit() == Limit.ATTESTED) {
            return census.members(app, key);
        }
        var unknown = new Wave.Key(new Origin.Forgotten(), key.limit());
        var own = key.equals(unknown) ? Optional.of(Map.<Member, Integer>of()) : census.members(app, key);
        var forgotten = census.members(app, unknown);
        if (own.isEmpty() || forgotten.isEmpty()) {
            return Optional.empty();
        }
        var all = new HashMap<>(own.get());
        forgotten.get().forEach((member, weight) -> {
            if (restraint.remembers(member, key.limit()).orElse(unknown).equals(key)) {
                all.putIfAbsent(member, weight);
            }
        });
        return Optional.of(all);
    }

    /** The wave that holds somebody's loss, without judging anything. */
    Optional<Answer.Held> holds(Member member, Loss loss) throws LedgerFailure {
        var restraint = book.page().restraint();
        return loss.isNoSurprise() ? Optional.empty() : standing(restraint, member, key(restraint, member, loss));
    }

    /**
     * May it happen now? A yes is stored.
     *
     * @param isInventoried whether the app was read completely since the start
     */
    Answer ask(Member member, Loss loss, boolean isInventoried) throws LedgerFailure {
        var restraint = book.page().restraint();
        var key = key(restraint, member, loss);
        if (loss.isNoSurprise() || restraint.lets(member, key)) {
            return new Answer.Go();
        }
        if (isToBeSurveyed(loss) && !(census.isComplete() && (isInventoried || loss.limit() == Limit.CHANGES))) {
            return new Answer.Wait(aWhile(), notSurveyed(started));
        }
        var held = standing(restraint, member, key);
        if (held.isPresent()) {
            return held.get();
        }
        // Whoever is held does not go with what is kept for those who come after.
        if (loss.isPersonal() && !isHeld(restraint, member, key) && takesFromReserve(member)) {
            return new Answer.Go();
        }
        return judge(member, loss, key);
    }

    /** How long those wait who come by the same change while it is being counted: whether they come at all a look at the app tells. */
    Optional<Duration> counting(Loss change) {
        var key = Wave.Key.of(change);
        if (gathering.since(key).isEmpty()) {
            return Optional.empty();
        }
        return gathering.left(key).or(() -> gathering.isSwept(key) ? Optional.empty() : Optional.of(aWhile()));
    }

    private static boolean isToBeSurveyed(Loss loss) {
        return loss.origin().evidence() == Evidence.INFERRED;
    }

    private static boolean isHeld(Restraint restraint, Member member, Wave.Key key) {
        return restraint
                .held(key)
                .filter(wave -> wave.members().contains(member))
                .isPresent();
    }

    /** A verdict stands until limits change, or some of what is held may go. */
    private Optional<Answer.Held> standing(Restraint restraint, Member member, Wave.Key key) {
        var stands = !isInApp(key)
                && Integer.valueOf(edition.get()).equals(judged.get(key))
                && isHeld(restraint, member, key);
        return stands ? heldBy(restraint, key, budgets) : Optional.empty();
    }

    /** That it takes a moment after a start is nothing to tell anybody. */
    private Optional<Failure> notSurveyed(long since) {
        var waited = timing.nanos().getAsLong() - since;
        return Optional.of(Failure.of(Kind.WAITING, Detail.NOT_SURVEYED))
                .filter(any -> waited > timing.revocation().toNanos());
    }

    /** Asked before it is stored, so that nobody waits for a write who gets nothing. */
    private boolean takesFromReserve(Member member) throws LedgerFailure {
        var now = now();
        return book.page().restraint().hasReserve(member, now)
                && book.edit(page -> page.withRestraint(page.restraint().spending(member, now)))
                        .restraint()
                        .hasReserve(member, now);
    }

    private Answer judge(Member member, Loss loss, Wave.Key key) throws LedgerFailure {
        var pause = gathering.left(key);
        if (pause.isPresent()) {
            return new Answer.Wait(pause.get(), Optional.empty());
        }
        var counted =
                gathering.isSwept(key) ? members(book.page().restraint(), key) : Optional.<Map<Member, Integer>>empty();
        if (counted.isEmpty()) {
            return new Answer.Wait(aWhile(), notSurveyed(gathering.since(key).orElse(started)));
        }
        var members = new HashMap<>(counted.get());
        members.putIfAbsent(member, loss.weight());
        var now = now();
        var under = budgets;
        var asOf = edition.get();
        var owned = census.usable(app);
        var stored = store(page -> page.restraint().lets(member, key)
                ? page
                : page.withRestraint(page.restraint().judge(app, key, members, under.of(key.limit()), owned, now)));
        stored.held(key).filter(wave -> wave.since().equals(now)).ifPresent(standing::holds);
        gathering.ends(key);
        judged.put(key, asOf);
        return stored.lets(member, key)
                ? new Answer.Go()
                : heldBy(stored, key, under)
                        .<Answer>map(held -> held)
                        .orElseGet(() -> new Answer.Wait(A_MOMENT, Optional.empty()));
    }

    private Optional<Answer.Held> heldBy(Restraint restraint, Wave.Key key, Budgets under) {
        return restraint.held(key).map(wave -> new Answer.Held(wave, until(restraint, key), under));
    }

    private Instant until(Restraint restraint, Wave.Key key) {
        var now = now();
        return restraint
                .windowEnds(key.limit(), budgets.of(key.limit()))
                .filter(now::isBefore)
                .orElseGet(() -> now.plus(budgets.of(key.limit()).window()));
    }

    private Duration aWhile() {
        return timing.gather().dividedBy(LOOKS);
    }

    private Instant now() {
        return timing.clock().instant();
    }
}
