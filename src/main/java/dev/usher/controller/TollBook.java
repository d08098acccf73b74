package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Loss;
import dev.usher.domain.safety.Member;
import dev.usher.domain.safety.Wave;
import dev.usher.sync.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What a change costs whom, app by app, kept in memory until it has happened. */
final class TollBook {
    private record Noted(Member member, Loss loss) {}

    private final Map<AppId, Map<Key, Noted>> noted = new ConcurrentHashMap<>();

    /** All that it costs somebody now; the change that was told first is the one to which it is. */
    void note(Key key, Member member, Map<AppId, Loss> losses) {
        noted.forEach((app, all) -> {
            if (!losses.containsKey(app)) {
                all.remove(key);
            }
        });
        // It costs nobody anything as a rule, and everybody is decided again and again.
        losses.forEach((app, loss) -> noted.computeIfAbsent(app, any -> new ConcurrentHashMap<>())
                .merge(
                        key,
                        new Noted(member, loss),
                        (first, again) -> new Noted(member, again.loss().to(first.loss()))));
    }

    void forget(Key key) {
        noted.values().forEach(all -> all.remove(key));
    }

    Optional<Loss> of(AppId app, Key key) {
        return Optional.ofNullable(noted.getOrDefault(app, Map.of()).get(key)).map(Noted::loss);
    }

    /** All of a wave, and how much each takes; whoever went without a farewell told nobody. */
    Map<Member, Integer> members(AppId app, Wave.Key wave, Predicate<Key> isThere) {
        var here = noted.getOrDefault(app, Map.of());
        here.keySet().removeIf(isThere.negate());
        var members = new HashMap<Member, Integer>();
        here.values().stream()
                .filter(one ->
                        Wave.Key.of(one.loss()).equals(wave) && !one.loss().isNoSurprise())
                .forEach(one -> members.merge(one.member(), one.loss().weight(), Math::max));
        return members;
    }

    /** How many of those whom it costs something in an app have no user. */
    int retained(AppId app) {
        return (int) noted.getOrDefault(app, Map.of()).keySet().stream()
                .filter(Key.OfRetained.class::isInstance)
                .count();
    }
}
