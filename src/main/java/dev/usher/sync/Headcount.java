package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Origin;
import dev.usher.domain.safety.Restraint;
import dev.usher.domain.safety.Ruling;
import dev.usher.domain.safety.Wave;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is of the waves of an app, as far as everybody was decided. */
record Headcount(AppId app, Census census) {
    /** All of a wave, and how much each takes; empty where not everybody was decided. */
    Optional<Map<Member, Integer>> members(Restraint restraint, Wave.Key key) {
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

    /** What somebody gave in the app is asked about one by one. */
    static boolean isInApp(Wave.Key key) {
        return key.origin() instanceof Origin.InApp;
    }

    /** The same without those who have lost it by now, or are not to lose it any more. */
    Restraint trimmed(Restraint restraint, Budgets budgets, Instant now) {
        var left = restraint;
        for (var wave : restraint.waves()) {
            left = isInApp(wave.key())
                    ? untilItsWindowEnds(left, wave, budgets, now)
                    : among(members(restraint, wave.key()), left, wave);
        }
        for (var ruling : restraint.rulings()) {
            left = left.rulingOnly(ruling, still(restraint, ruling, budgets, now));
        }
        return left.rememberingOnly(now);
    }

    private Set<Member> still(Restraint restraint, Ruling ruling, Budgets budgets, Instant now) {
        var wave = ruling.wave();
        if (ruling.sentence() == Ruling.Sentence.RESTORE) {
            return restraint.takings().members(wave.id());
        }
        if (isInApp(wave.key())) {
            var counts = ruling.sentence() == Ruling.Sentence.KEEP || isOpen(wave, budgets, now);
            return counts ? wave.members() : Set.of();
        }
        return members(restraint, wave.key()).map(Map::keySet).orElse(wave.members());
    }

    private static Restraint untilItsWindowEnds(Restraint left, Wave wave, Budgets budgets, Instant now) {
        return isOpen(wave, budgets, now) ? left : left.without(wave::equals);
    }

    private static boolean isOpen(Wave wave, Budgets budgets, Instant now) {
        return now.isBefore(wave.since().plus(budgets.of(wave.key().limit()).window()));
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
}
