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
import dev.usher.domain.safety.Order;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        record Held(Wave wave, Instant until, int asOf) implements Answer {}

        /** A person decided that it does not happen. */
        record Kept(Ruling ruling, int asOf) implements Answer {}
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
    private final Headcount headcount;
    private final Restitution restitution;
    private final Runnable news;
    private final Map<Wave.Key, Integer> judged = new ConcurrentHashMap<>();
    private final AtomicInteger edition = new AtomicInteger();
    private volatile Budgets budgets = Budgets.STANDARD;
    private volatile Optional<List<Order>> orders = Optional.empty();

    /**
     * One of an app that says nothing.
     *
     * @param news told once some of what is held may go, or may be held otherwise
     */
    Breaker(AppId app, LaneBook book, Census census, Timing timing, Standing standing, Runnable news) {
        this.app = app;
        this.book = book;
        this.census = census;
        this.timing = timing;
        this.standing = standing;
        this.news = news;
        this.gathering = new Gathering(census, timing);
        this.headcount = new Headcount(app, census);
        this.restitution = new Restitution(app, book, timing.clock());
        this.started = timing.nanos().getAsLong();
    }

    /** What counts from now on; what is held is judged anew where that is news. */
    void limit(Budgets next) {
        var before = budgets;
        budgets = next;
        if (!before.equals(next)) {
            isJudgedAnew();
        }
    }

    /** What people ask for about waves from now on; where that is news, a review is called for, which takes it in. */
    void obey(List<Order> next, Runnable review) {
        var before = orders;
        orders = Optional.of(next);
        if (!before.equals(orders)) {
            review.run();
        }
    }

    /** It changes with whatever may let go of what is held. */
    int edition() {
        return edition.get();
    }

    private void isJudgedAnew() {
        edition.incrementAndGet();
        news.run();
    }

    /** Rules as people ask, lets go of waves of which nobody is left, and tells what is held, and what of it may go by now. */
    void review() throws LedgerFailure {
        var asked = orders;
        var now = now();
        var before = book.page().restraint().rulings();
        var ruled = store(page -> asked.map(
                        some -> page.withRestraint(page.restraint().under(app, some, now)))
                .orElse(page));
        if (!ruled.rulings().equals(before)) {
            isJudgedAnew();
        }
        if (!census.isComplete()) {
            return;
        }
        var restraint = store(page -> page.withRestraint(headcount.trimmed(page.restraint(), budgets, now)));
        var usable = restraint.held().findAny().isEmpty() ? 0 : census.usable(app);
        if (restraint.held().anyMatch(wave -> mayGo(restraint, wave.key(), usable))) {
            isJudgedAnew();
        }
    }

    private boolean mayGo(Restraint restraint, Wave.Key key, int usable) {
        return !Headcount.isInApp(key)
                && headcount
                        .members(restraint, key)
                        .map(members -> restraint.judge(app, key, members, budgets.of(key.limit()), usable, now()))
                        .filter(judged -> judged.held(key).isEmpty())
                        .isPresent();
    }

    /** Whoever is held is told of at once. */
    private Restraint store(UnaryOperator<Page> edit) throws LedgerFailure {
        var stored = book.edit(edit).restraint();
        standing.isHolding(stored);
        return stored;
    }

    /** What holds somebody's loss, without judging anything. */
    Optional<Answer> holds(Member member, Loss loss) throws LedgerFailure {
        var asOf = edition.get();
        var restraint = book.page().restraint();
        var key = restraint.keyOf(member, loss);
        var kept = kept(restraint, member, key, asOf);
        return kept.isPresent() || loss.isNoSurprise() ? kept : standing(restraint, member, key, asOf);
    }

    private static Optional<Answer> kept(Restraint restraint, Member member, Wave.Key key, int asOf) {
        return restraint.keeps(member, key).map(ruling -> new Answer.Kept(ruling, asOf));
    }

    /** What brings back what waves took. */
    Restitution restitution() {
        return restitution;
    }

    /**
     * May it happen now? A yes is stored, and so is what of a wave goes.
     *
     * @param what would be taken, as far as it could be brought back
     * @param isInventoried whether the app was read completely since the start
     */
    Answer ask(Member member, Loss loss, Set<? extends Taken.What> what, boolean isInventoried) throws LedgerFailure {
        var asOf = edition.get();
        var restraint = book.page().restraint();
        var key = restraint.keyOf(member, loss);
        var kept = kept(restraint, member, key, asOf);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (restraint.lets(member, key)) {
            return goes(member, key, what);
        }
        if (loss.isNoSurprise()) {
            return new Answer.Go();
        }
        if (isToBeSurveyed(loss) && !(census.isComplete() && (isInventoried || loss.limit() == Limit.CHANGES))) {
            return new Answer.Wait(aWhile(), notSurveyed(started));
        }
        var held = standing(restraint, member, key, asOf);
        if (held.isPresent()) {
            return held.get();
        }
        // Whoever is held does not go with what is kept for those who come after.
        if (loss.isPersonal() && !isHeld(restraint, member, key) && takesFromReserve(member)) {
            return new Answer.Go();
        }
        return judge(member, loss, key, what);
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
    private Optional<Answer> standing(Restraint restraint, Member member, Wave.Key key, int asOf) {
        var stands = !Headcount.isInApp(key)
                && Integer.valueOf(asOf).equals(judged.get(key))
                && isHeld(restraint, member, key);
        return stands ? heldBy(restraint, key, asOf) : Optional.empty();
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

    private Answer judge(Member member, Loss loss, Wave.Key key, Set<? extends Taken.What> what) throws LedgerFailure {
        var pause = gathering.left(key);
        if (pause.isPresent()) {
            return new Answer.Wait(pause.get(), Optional.empty());
        }
        var counted = gathering.isSwept(key)
                ? headcount.members(book.page().restraint(), key)
                : Optional.<Map<Member, Integer>>empty();
        if (counted.isEmpty()) {
            return new Answer.Wait(aWhile(), notSurveyed(gathering.since(key).orElse(started)));
        }
        var members = new HashMap<>(counted.get());
        members.putIfAbsent(member, loss.weight());
        var now = now();
        // Limits that change in between are of a later edition.
        var asOf = edition.get();
        var under = budgets;
        var owned = census.usable(app);
        var stored = store(page -> isDecided(page.restraint(), member, key)
                ? page
                : page.withRestraint(page.restraint().judge(app, key, members, under.of(key.limit()), owned, now)));
        stored.held(key).filter(wave -> wave.since().equals(now)).ifPresent(standing::holds);
        gathering.ends(key);
        judged.put(key, asOf);
        return stored.lets(member, key)
                ? goes(member, key, what)
                : kept(stored, member, key, asOf)
                        .or(() -> heldBy(stored, key, asOf))
                        .orElseGet(() -> new Answer.Wait(A_MOMENT, Optional.empty()));
    }

    /** What was let go a moment ago may have been called back since. */
    private Answer goes(Member member, Wave.Key key, Set<? extends Taken.What> what) throws LedgerFailure {
        var now = now();
        var stored =
                book.editInCompany(page -> page.withRestraint(page.restraint().taking(member, key, what, now)));
        return stored.restraint().lets(member, key) ? new Answer.Go() : new Answer.Wait(A_MOMENT, Optional.empty());
    }

    private static boolean isDecided(Restraint restraint, Member member, Wave.Key key) {
        return restraint.lets(member, key) || restraint.keeps(member, key).isPresent();
    }

    private Optional<Answer> heldBy(Restraint restraint, Wave.Key key, int asOf) {
        return restraint.held(key).map(wave -> new Answer.Held(wave, until(restraint, key), asOf));
    }

    private Instant until(Restraint restraint, Wave.Key key) {
        var now = now();
        return restraint
                .letsMore(key.limit(), budgets.of(key.limit()), now)
                .orElseGet(() -> now.plus(budgets.of(key.limit()).window()));
    }

    private Duration aWhile() {
        return timing.gather().dividedBy(LOOKS);
    }

    private Instant now() {
        return timing.clock().instant();
    }
}
