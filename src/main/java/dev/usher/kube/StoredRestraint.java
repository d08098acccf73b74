package dev.usher.kube;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Taken;
import dev.usher.domain.safety.Takings;
import dev.usher.domain.safety.Wave;
import dev.usher.domain.safety.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of what limits let go and hold.
 *
 * @param windows by the name of the limit
 * @param reserve an instant and a member each
 * @param takings what waves took
 */
record StoredRestraint(
        Map<String, StoredWindow> windows,
        @Nullable List<String> reserve,
        @Nullable List<StoredWave> waves,
        @Nullable List<StoredRuling> rulings,
        @Nullable List<StoredTaken> takings) {
    /**
     * What still counts of a limit; an earlier version reads of it when a window began that has all of it.
     *
     * @param spendings absent: all of it was at the start
     */
    record StoredWindow(
            String start, int owned, int reserved, @Nullable List<StoredSpending> spendings) {
        static StoredWindow of(Window window) {
            var all = window.spendings();
            return new StoredWindow(
                    all.getLast().last().toString(),
                    all.getFirst().owned(),
                    window.reserved(),
                    all.stream().map(StoredSpending::of).toList());
        }

        Window restored() {
            return Optional.ofNullable(spendings)
                    .map(all -> new Window(
                            all.stream().map(StoredSpending::restored).toList()))
                    .orElseGet(() -> new Window(Instant.parse(start), owned, reserved));
        }
    }

    /**
     * Removals that were reserved about the same time.
     *
     * @param end when the last of them were; absent: when the first were
     */
    record StoredSpending(String start, @Nullable String end, int owned, int reserved) {
        static StoredSpending of(Window.Spending spent) {
            var end = spent.last().equals(spent.first()) ? null : spent.last().toString();
            return new StoredSpending(spent.first().toString(), end, spent.owned(), spent.amount());
        }

        Window.Spending restored() {
            var first = Instant.parse(start);
            return new Window.Spending(first, end == null ? first : Instant.parse(end), owned, reserved);
        }
    }

    /**
     * A wave.
     *
     * @param kind of the resource whose edit it is, or a matter of people's own, or Lock, InApp or Forgotten
     * @param members a few, see {@link Sheet#inline}
     * @param sheets the ids of those that hold many members
     */
    record StoredWave(
            String id,
            String limit,
            String kind,
            @Nullable String namespace,
            @Nullable String name,
            @Nullable Long generation,
            String since,
            @Nullable Boolean released,
            int amount,
            @Nullable String members,
            @Nullable List<String> sheets) {}

    record StoredRuling(String order, String name, String sentence, StoredWave wave, int covered, String until) {}

    /**
     * A part of what a wave took.
     *
     * @param wave with those of whom it took it
     * @param why an account is not to be enabled any more; absent: it is about an entitlement
     */
    record StoredTaken(
            StoredWave wave,
            @Nullable String why,
            @Nullable String kind,
            @Nullable String value) {}

    /** So many members a page has room for, wave by wave. */
    static final int FEW = 1000;

    private static final Map<String, Origin> PERSONAL =
            Stream.of(Origin.Matter.values()).collect(Collectors.toUnmodifiableMap(Enum::name, Origin.OfPerson::new));
    private static final String IN_APP = "InApp";
    private static final String LOCK = "Lock";
    private static final String FORGOTTEN = "Forgotten";

    /** What is to be stored of it; empty where it says nothing. */
    static Optional<StoredRestraint> of(Restraint restraint, Sheets sheets) {
        if (restraint.equals(Restraint.NONE)) {
            return Optional.empty();
        }
        var windows = new TreeMap<String, StoredWindow>();
        restraint.windows().forEach((limit, window) -> {
            if (!window.spendings().isEmpty()) {
                windows.put(limit.name(), StoredWindow.of(window));
            }
        });
        return Optional.of(new StoredRestraint(
                windows,
                restraint.reserve().stream()
                        .map(one ->
                                one.at() + " " + Long.toHexString(one.member().digest()))
                        .toList(),
                restraint.waves().stream().map(wave -> stored(wave, sheets)).toList(),
                restraint.rulings().isEmpty()
                        ? null
                        : restraint.rulings().stream()
                                .map(ruling -> stored(ruling, sheets))
                                .toList(),
                restraint.takings().parts().isEmpty()
                        ? null
                        : restraint.takings().parts().stream()
                                .map(part -> stored(part, sheets))
                                .toList()));
    }

    private static StoredRuling stored(Ruling ruling, Sheets sheets) {
        return new StoredRuling(
                ruling.order(),
                ruling.name(),
                ruling.sentence().name(),
                stored(ruling.wave(), sheets),
                ruling.covered(),
                ruling.until().toString());
    }

    private static StoredTaken stored(Taken part, Sheets sheets) {
        var wave = stored(new Wave(part.wave(), part.key(), part.since(), true, 0, part.members()), sheets);
        return switch (part.what()) {
            case Taken.What.Access access -> new StoredTaken(wave, access.why(), null, null);
            case Taken.What.Holding holding ->
                new StoredTaken(
                        wave,
                        null,
                        holding.entitlement().kind(),
                        holding.entitlement().value());
        };
    }

    private static StoredWave stored(Wave wave, Sheets sheets) {
        var few = wave.members().size() <= FEW;
        var edit =
                wave.key().origin() instanceof Origin.OfEdit some ? Optional.of(some) : Optional.<Origin.OfEdit>empty();
        var generation = edit.map(Origin.OfEdit::generation).orElse(OptionalLong.empty());
        return new StoredWave(
                wave.id(),
                wave.key().limit().name(),
                kind(wave.key().origin()),
                edit.map(Origin.OfEdit::namespace).orElse(null),
                edit.map(Origin.OfEdit::name).orElse(null),
                generation.isPresent() ? generation.getAsLong() : null,
                wave.since().toString(),
                wave.released() ? Boolean.TRUE : null,
                wave.amount(),
                few ? Sheet.inline(wave.members()) : null,
                few ? null : sheets.of(wave.members()).stream().map(Sheet::id).toList());
    }

    private static String kind(Origin origin) {
        return switch (origin) {
            case Origin.OfPerson person -> person.matter().name();
            case Origin.OfEdit edit -> edit.kind();
            case Origin.OfLock lock -> LOCK;
            case Origin.InApp app -> IN_APP;
            case Origin.Forgotten forgotten -> FORGOTTEN;
        };
    }

    /**
     * What it says.
     *
     * @param members who is on sheets of these ids
     */
    Restraint restored(Function<List<String>, Set<Member>> members) {
        var open = new EnumMap<Limit, Window>(Limit.class);
        windows.forEach((limit, window) -> open.put(Limit.valueOf(limit), window.restored()));
        var all = new ArrayList<Wave>();
        for (var wave : Optional.ofNullable(waves).orElse(List.of())) {
            all.add(restored(wave, members));
        }
        return new Restraint(
                open,
                Optional.ofNullable(reserve).orElse(List.of()).stream()
                        .map(StoredRestraint::spent)
                        .toList(),
                all,
                Optional.ofNullable(rulings).orElse(List.of()).stream()
                        .map(ruling -> restored(ruling, members))
                        .toList(),
                new Takings(Optional.ofNullable(takings).orElse(List.of()).stream()
                        .map(part -> restored(part, members))
                        .toList()));
    }

    private static Ruling restored(StoredRuling ruling, Function<List<String>, Set<Member>> members) {
        return new Ruling(
                ruling.order(),
                ruling.name(),
                Ruling.Sentence.valueOf(ruling.sentence()),
                restored(ruling.wave(), members),
                ruling.covered(),
                Instant.parse(ruling.until()));
    }

    private static Taken restored(StoredTaken part, Function<List<String>, Set<Member>> members) {
        var wave = restored(part.wave(), members);
        var what = part.why() == null
                ? new Taken.What.Holding(
                        new Entitlement(Objects.requireNonNull(part.kind()), Objects.requireNonNull(part.value())))
                : new Taken.What.Access(part.why());
        return new Taken(wave.id(), wave.key(), wave.since(), what, wave.members());
    }

    private static Wave restored(StoredWave wave, Function<List<String>, Set<Member>> members) {
        return new Wave(
                wave.id(),
                new Wave.Key(origin(wave), Limit.valueOf(wave.limit())),
                Instant.parse(wave.since()),
                Boolean.TRUE.equals(wave.released()),
                wave.amount(),
                wave.members() == null
                        ? members.apply(Optional.ofNullable(wave.sheets()).orElse(List.of()))
                        : Sheet.members(wave.members()));
    }

    private static Restraint.Spent spent(String text) {
        var parts = text.split(" ", 2);
        return new Restraint.Spent(new Member(Long.parseUnsignedLong(parts[1], 16)), Instant.parse(parts[0]));
    }

    private static Origin origin(StoredWave wave) {
        return switch (wave.kind()) {
            case LOCK -> new Origin.OfLock();
            case IN_APP -> new Origin.InApp();
            case FORGOTTEN -> new Origin.Forgotten();
            default -> Optional.ofNullable(PERSONAL.get(wave.kind())).orElseGet(() -> edit(wave));
        };
    }

    private static Origin edit(StoredWave wave) {
        return new Origin.OfEdit(
                wave.kind(),
                Objects.requireNonNull(wave.namespace()),
                Objects.requireNonNull(wave.name()),
                wave.generation() == null ? OptionalLong.empty() : OptionalLong.of(wave.generation()));
    }
}
