package dev.usher.domain.safety;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the waves of one app took lately, so that a person can have it brought back; the oldest comes first. */
public record Takings(List<Taken> parts) {
    /** So long it can be brought back. */
    public static final Duration KEPT_FOR = Duration.ofDays(30);

    /** So many people are written down wherever there is room, part by part, before the oldest waves are forgotten. */
    static final int MOST_OPEN = 20_000;

    /** So many parts there are before the oldest waves are forgotten. */
    static final int MOST_PARTS = 2_000;

    public static final Takings NONE = new Takings(List.of());

    public Takings {
        parts = List.copyOf(parts);
    }

    /** What one wave took. */
    public Stream<Taken> of(String wave) {
        return parts.stream().filter(part -> part.wave().equals(wave));
    }

    /** Of whom it took something. */
    public Set<Member> members(String wave) {
        return of(wave).flatMap(part -> part.members().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it took this of somebody. */
    public boolean took(String wave, Member member, Taken.What what) {
        return of(wave, member).anyMatch(what::equals);
    }

    /** So many of the waves that took something, with those of whom they did, the latest first. */
    public Stream<Wave> latest(int most) {
        var begun = new TreeMap<String, Instant>();
        parts.forEach(
                part -> begun.merge(part.wave(), part.since(), (one, other) -> one.isBefore(other) ? one : other));
        return begun.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                .limit(most)
                .flatMap(one -> wave(one.getKey()).stream());
    }

    Optional<Wave> wave(String id) {
        return of(id).min(Comparator.comparing(Taken::since)).map(first -> {
            var members = members(id);
            return new Wave(id, first.key(), first.since(), true, members.size(), members);
        });
    }

    /** What it took of one of them. */
    public Stream<Taken.What> of(String wave, Member member) {
        return of(wave).filter(part -> part.members().contains(member)).map(Taken::what);
    }

    /** Which wave took somebody's account for this reason, where one did: the last one. */
    Optional<Taken> access(Member member, String why) {
        var access = new Taken.What.Access(why);
        return parts.stream()
                .filter(part -> part.what().equals(access) && part.members().contains(member))
                .reduce((earlier, later) -> later);
    }

    /** The same where a wave takes this of somebody as well. */
    Takings with(String wave, Wave.Key key, Collection<? extends Taken.What> taken, Member member, Instant now) {
        var next = new ArrayList<>(parts);
        for (var what : taken) {
            add(next, new Taken(wave, key, now, what, Set.of(member)), member);
        }
        return next.size() == parts.size() && next.equals(parts) ? this : new Takings(next);
    }

    private static void add(List<Taken> all, Taken alone, Member member) {
        var open = -1;
        for (var at = 0; at < all.size(); at++) {
            var part = all.get(at);
            if (part.isOf(alone.wave(), alone.what())) {
                if (part.members().contains(member)) {
                    return;
                }
                open = part.isOpen() ? at : open;
            }
        }
        if (open < 0) {
            all.add(alone);
        } else {
            all.set(open, all.get(open).with(member));
        }
    }

    /** The same where somebody has this back. */
    Takings without(String wave, Member member, Predicate<Taken.What> which) {
        var left = parts.stream()
                .map(part -> part.wave().equals(wave) && which.test(part.what()) ? part.without(member) : part)
                .filter(part -> !part.members().isEmpty())
                .toList();
        return left.equals(parts) ? this : new Takings(left);
    }

    /** The same without what is too long ago, or too much, but for what is being brought back. */
    Takings recent(Instant now, Set<String> needed) {
        var left = parts.stream()
                .filter(part -> needed.contains(part.wave())
                        || part.since().plus(KEPT_FOR).isAfter(now))
                .toList();
        while (isTooMuch(left)) {
            var oldest =
                    left.stream().filter(part -> !needed.contains(part.wave())).min(Comparator.comparing(Taken::since));
            if (oldest.isEmpty()) {
                break;
            }
            var wave = oldest.get().wave();
            left = left.stream().filter(part -> !part.wave().equals(wave)).toList();
        }
        return left.size() == parts.size() ? this : new Takings(left);
    }

    private static boolean isTooMuch(List<Taken> parts) {
        var open = parts.stream()
                .filter(Taken::isOpen)
                .mapToInt(part -> part.members().size())
                .sum();
        return parts.size() > MOST_PARTS || open > MOST_OPEN;
    }
}
