package dev.usher.domain.safety;

import dev.usher.domain.account.AppId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the limits of one app have let go lately, and what they hold; to be stored before anything is taken away, so that a
 * crash can only count too much.
 *
 * @param windows how much of each limit was let go when
 * @param reserve whose removal went, and when, that was their own and waited for nobody
 * @param rulings what people decided about waves
 * @param takings what waves took
 */
public record Restraint(
        Map<Limit, Window> windows, List<Spent> reserve, List<Wave> waves, List<Ruling> rulings, Takings takings) {
    /** So many removals of people's own go at once, */
    public static final int RESERVE = 5;

    /** in so long a time. */
    public static final Duration RESERVED_FOR = Duration.ofMinutes(10);

    public static final Restraint NONE = new Restraint(Map.of(), List.of(), List.of(), List.of());

    public Restraint {
        windows = Map.copyOf(windows);
        reserve = List.copyOf(reserve);
        waves = List.copyOf(waves);
        rulings = List.copyOf(rulings);
    }

    /** One of an app of which no wave took anything. */
    public Restraint(Map<Limit, Window> windows, List<Spent> reserve, List<Wave> waves, List<Ruling> rulings) {
        this(windows, reserve, waves, rulings, Takings.NONE);
    }

    /** One who went at once. */
    public record Spent(Member member, Instant at) {}

    /** Whether somebody may go at once; whoever tries again what went at once before takes nothing. */
    public boolean hasReserve(Member member, Instant now) {
        return isSpentOn(member, now) || spent(now).count() < RESERVE;
    }

    /** Somebody goes at once; nothing is spent on whom it was before, and where there is nothing left. */
    public Restraint spending(Member member, Instant now) {
        if (isSpentOn(member, now) || !hasReserve(member, now)) {
            return this;
        }
        var more = Stream.concat(spent(now), Stream.of(new Spent(member, now))).toList();
        return new Restraint(windows, more, waves, rulings, takings);
    }

    private boolean isSpentOn(Member member, Instant now) {
        return spent(now).anyMatch(one -> one.member().equals(member));
    }

    /** A clock that was set back frees nothing. */
    private Stream<Spent> spent(Instant now) {
        return reserve.stream().filter(one -> one.at().plus(RESERVED_FOR).isAfter(now));
    }

    /** Whether somebody is of a wave that may go. */
    public boolean lets(Member member, Wave.Key key) {
        return ruling(member, key)
                        .filter(ruling -> ruling.sentence() == Ruling.Sentence.RELEASE)
                        .isPresent()
                || waves.stream()
                        .anyMatch(wave -> wave.released()
                                && wave.key().equals(key)
                                && wave.members().contains(member));
    }

    /** The ruling by which somebody keeps what one change would take. */
    public Optional<Ruling> keeps(Member member, Wave.Key key) {
        return ruling(member, key).filter(ruling -> ruling.sentence() == Ruling.Sentence.KEEP);
    }

    /** Of two that are about the same person, the one that was taken last. */
    private Optional<Ruling> ruling(Member member, Wave.Key key) {
        return rulings.stream().filter(ruling -> ruling.isAbout(member, key)).reduce((earlier, later) -> later);
    }

    public Optional<Wave> held(Wave.Key key) {
        return waves.stream().filter(wave -> wave.isHeld(key)).findFirst();
    }

    /** Of which wave somebody was, whom nobody could tell to whose change they lose something. */
    public Optional<Wave.Key> remembers(Member member, Limit limit) {
        return Stream.concat(waves.stream(), rulings.stream().map(Ruling::wave))
                .filter(wave -> wave.key().limit() == limit && wave.members().contains(member))
                .map(Wave::key)
                .findFirst();
    }

    /** Those that wait. */
    public Stream<Wave> held() {
        return waves.stream().filter(wave -> !wave.released());
    }

    /** When a limit lets more go than now, as far as that is a question of time. */
    public Optional<Instant> letsMore(Limit limit, Budget budget, Instant now) {
        return windows.getOrDefault(limit, Window.NONE).next(now, budget.window());
    }

    /**
     * A wave is let go, which spends what it takes, or held; whoever may go already is not counted again.
     *
     * @param members all of it, and how much each takes
     * @param owned how many accounts are ours now, which counts where nothing was let go within the window
     */
    public Restraint judge(
            AppId app, Wave.Key key, Map<Member, Integer> members, Budget budget, int owned, Instant now) {
        var waiting = members.keySet().stream()
                .filter(member -> !lets(member, key) && ruling(member, key).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        var amount = waiting.stream()
                .mapToInt(member -> members.getOrDefault(member, 0))
                .sum();
        var window = windows.getOrDefault(key.limit(), Window.NONE).at(now, budget.window());
        return amount <= budget.allowed(key.limit(), window.owned(owned)) - window.reserved()
                ? letting(app, key, waiting, amount, now)
                        .with(key.limit(), window.with(amount, owned, now, budget.window()))
                : holding(app, key, waiting, amount, now);
    }

    /** All that was let go of one change is one wave. */
    private Restraint letting(AppId app, Wave.Key key, Set<Member> members, int amount, Instant now) {
        var before = waves.stream()
                .filter(wave -> wave.released() && wave.key().equals(key))
                .findFirst();
        var all = new HashSet<>(members);
        before.map(Wave::members).ifPresent(all::addAll);
        var id = before.or(() -> held(key)).map(Wave::id).orElseGet(() -> idOf(app, key, now));
        var more = amount + before.map(Wave::amount).orElse(0);
        var since = before.map(Wave::since).orElse(now);
        return with(
                new Wave(id, key, since, true, more, all), wave -> wave.key().equals(key));
    }

    private Restraint holding(AppId app, Wave.Key key, Set<Member> members, int amount, Instant now) {
        var before = held(key);
        var id = before.map(Wave::id).orElseGet(() -> idOf(app, key, now));
        var since = before.map(Wave::since).orElse(now);
        return with(new Wave(id, key, since, false, amount, members), wave -> wave.isHeld(key));
    }

    /** Whoever comes after a ruling is of another wave, even at the same instant. */
    private String idOf(AppId app, Wave.Key key, Instant now) {
        var earlier = rulings.stream().filter(ruling -> ruling.wave().key().equals(key));
        return Wave.idOf(app, key, now.plusNanos(earlier.count()));
    }

    private Restraint with(Wave wave, Predicate<Wave> insteadOf) {
        var left = waves.stream().filter(insteadOf.negate());
        var next = Stream.concat(left, Stream.of(wave)).toList();
        return new Restraint(windows, reserve, next, rulings, takings);
    }

    private Restraint with(Limit limit, Window window) {
        var next = new EnumMap<Limit, Window>(Limit.class);
        next.putAll(windows);
        next.put(limit, window);
        next.values().removeIf(Window.NONE::equals);
        return new Restraint(next, reserve, waves, rulings, takings);
    }

    /** The same without waves of which nobody is left. */
    public Restraint without(Predicate<Wave> over) {
        var left = waves.stream().filter(over.negate()).toList();
        return left.size() == waves.size() ? this : new Restraint(windows, reserve, left, rulings, takings);
    }

    /** The same where whoever has lost it may not lose anything else by having been let. */
    public Restraint lettingOnly(Wave.Key key, Set<Member> still) {
        var left = waves.stream()
                .map(wave -> wave.released() && wave.key().equals(key) ? wave.of(still) : wave)
                .toList();
        return left.equals(waves) ? this : new Restraint(windows, reserve, left, rulings, takings);
    }

    /**
     * The same under what people ask for now: each wave that is held and asked about is decided for those who are of it, and
     * what nobody asks for any more counts no longer; whom it kept, or brought back, is held, until all of them are counted.
     */
    public Restraint under(AppId app, Collection<Order> orders, Instant now) {
        var standing = orders.stream().filter(order -> order.countsAt(now)).toList();
        var uids = standing.stream().map(Order::uid).collect(Collectors.toUnmodifiableSet());
        var left =
                rulings.stream().filter(ruling -> uids.contains(ruling.order())).toList();
        var next = left.size() == rulings.size() ? this : new Restraint(windows, reserve, waves, left, takings);
        for (var ruling : rulings) {
            if (!uids.contains(ruling.order())) {
                next = next.after(app, ruling, now);
            }
        }
        for (var order : standing) {
            if (next.rulings.stream().noneMatch(ruling -> ruling.order().equals(order.uid()))) {
                next = order.sentence() == Ruling.Sentence.RESTORE ? next.restoring(order) : next.under(order);
            }
        }
        return next;
    }

    /** None of those whom it kept, or brought back, goes by what is there for those who come alone. */
    private Restraint after(AppId app, Ruling ended, Instant now) {
        var kept = ended.wave();
        if (ended.sentence() == Ruling.Sentence.RELEASE || kept.members().isEmpty()) {
            return this;
        }
        var before = held(kept.key());
        var all = new HashSet<>(kept.members());
        before.map(Wave::members).ifPresent(all::addAll);
        return holding(
                app, kept.key(), all, kept.amount() + before.map(Wave::amount).orElse(0), now);
    }

    private Restraint under(Order order) {
        return held().filter(order::isAbout)
                .findFirst()
                .map(wave -> ruled(Ruling.of(order, wave), wave::equals, any -> false))
                .orElse(this);
    }

    private Restraint ruled(Ruling ruling, Predicate<Wave> insteadOf, Predicate<Ruling> before) {
        var left = rulings.stream().filter(before.negate());
        return new Restraint(
                windows,
                reserve,
                waves.stream().filter(insteadOf.negate()).toList(),
                Stream.concat(left, Stream.of(ruling)).toList(),
                takings);
    }

    /** What the wave took comes back, and who was still to lose something by it is counted anew; the first who asks counts. */
    private Restraint restoring(Order order) {
        var isAsked = rulings.stream().anyMatch(ruling -> ruling.bringsBack(order.wave()));
        return takings.wave(order.wave())
                .filter(wave -> !isAsked && order.most().orElse(wave.amount()) >= wave.amount())
                .map(wave -> ruled(
                        Ruling.of(order, wave),
                        wave::isAlso,
                        other -> other.wave().isAlso(wave)))
                .orElse(this);
    }

    /** By which of the waves that may go somebody loses something. */
    private Optional<Wave> going(Member member, Wave.Key key) {
        return lets(member, key)
                ? Stream.concat(
                                rulings.stream().map(Ruling::wave),
                                waves.stream().filter(Wave::released))
                        .filter(wave -> wave.key().equals(key) && wave.members().contains(member))
                        .findFirst()
                : Optional.empty();
    }

    /** The same where a wave is about to take this of somebody, if it may. */
    public Restraint taking(Member member, Wave.Key key, Set<? extends Taken.What> what, Instant now) {
        return going(member, key)
                .map(wave -> with(takings.with(wave.id(), key, what, member, now)))
                .orElse(this);
    }

    /** The same where these go with an account that a wave took for this reason. */
    public Restraint takingToo(Member member, String why, Set<? extends Taken.What> what, Instant now) {
        return takings.access(member, why)
                .map(part -> with(takings.with(part.wave(), part.key(), what, member, now)))
                .orElse(this);
    }

    /** The ruling by which somebody is to have back what a wave took: of two, the one that was taken last. */
    public Optional<Ruling> restores(Member member) {
        return rulings.stream()
                .filter(ruling -> ruling.sentence() == Ruling.Sentence.RESTORE
                        && ruling.wave().members().contains(member))
                .reduce((earlier, later) -> later);
    }

    /** The same where somebody is to have this anyway, and nobody brings it back any more. */
    public Restraint returned(Ruling ruling, Member member, Predicate<Taken.What> which) {
        var id = ruling.wave().id();
        var next = with(takings.without(id, member, which));
        return next.rulingOnly(ruling, next.takings.members(id));
    }

    /** The same without what waves took too long ago to be brought back. */
    public Restraint rememberingOnly(Instant now) {
        return with(takings.recent(
                now, rulings.stream().map(ruling -> ruling.wave().id()).collect(Collectors.toUnmodifiableSet())));
    }

    private Restraint with(Takings next) {
        return next.equals(takings) ? this : new Restraint(windows, reserve, waves, rulings, next);
    }

    /** Of which change a loss is: after a start nobody may be able to tell, but the wave that was stored. */
    public Wave.Key keyOf(Member member, Loss loss) {
        var key = Wave.Key.of(loss);
        return key.origin() instanceof Origin.Forgotten
                ? remembers(member, key.limit()).orElse(key)
                : key;
    }

    /** The same where one ruling counts for nobody else than these any more. */
    public Restraint rulingOnly(Ruling which, Set<Member> still) {
        var left = rulings.stream()
                .map(ruling -> ruling.equals(which) ? ruling.of(still) : ruling)
                .toList();
        return left.equals(rulings) ? this : new Restraint(windows, reserve, waves, left, takings);
    }
}
