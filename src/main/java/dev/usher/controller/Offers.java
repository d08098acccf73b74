package dev.usher.controller;

import dev.usher.domain.access.Decision;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Applied;
import dev.usher.domain.account.Digests;
import dev.usher.sync.Aims;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import dev.usher.sync.Priority;
import dev.usher.sync.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What lanes were already asked for: a lane goes on by itself, and is asked again only for something new. */
final class Offers {
    private record Asked(Applied aim, Instant at) {}

    /** How long to trust that a lane is on it; controllers look again at least that often. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(30);

    private final Lanes lanes;
    private final Mailbox mailbox;
    private final Digests digests;
    private final Clock clock;
    private final Map<Key, Map<AppId, Asked>> made = new ConcurrentHashMap<>();
    /** Those of whom some apps are asked after others. */
    private final Set<Key> followed = ConcurrentHashMap.newKeySet();

    Offers(Lanes lanes, Mailbox mailbox, Digests digests, Clock clock) {
        this.lanes = lanes;
        this.mailbox = mailbox;
        this.digests = digests;
        this.clock = clock;
    }

    /**
     * Asks for work in the apps that have not answered to what is decided.
     *
     * @param open those apps
     * @param due those of them that are asked now, in their order
     * @param urgency of the work in each
     */
    void make(
            Key key,
            Map<AppId, Decision> decisions,
            Collection<AppId> open,
            List<AppId> due,
            Function<AppId, Priority> urgency) {
        var before = made.computeIfAbsent(key, any -> new ConcurrentHashMap<>());
        before.keySet().removeIf(app -> !open.contains(app));
        for (var app : due) {
            var aim = Optional.ofNullable(decisions.get(app)).flatMap(decision -> Aims.of(decision, digests));
            aim.filter(wanted -> isDue(before.get(app), wanted)).ifPresent(wanted -> {
                var earlier = Optional.ofNullable(before.put(app, new Asked(wanted, clock.instant())));
                if (earlier.filter(asked -> asked.aim().equals(wanted)).isEmpty()) {
                    // What was said until now answers an earlier question, even one that had the same words.
                    mailbox.clear(key, app);
                }
                lanes.offer(app, key, urgency.apply(app));
            });
        }
        if (before.isEmpty()) {
            made.remove(key);
        }
        if (due.size() < open.size()) {
            followed.add(key);
        } else {
            followed.remove(key);
        }
    }

    /** Whether each app that was asked has answered to just that, or others are asked as soon as one has. */
    boolean areAnswered(Key key) {
        return followed.contains(key)
                || made.getOrDefault(key, Map.of()).entrySet().stream()
                        .allMatch(asked -> mailbox.of(key, asked.getKey())
                                .flatMap(Result::aim)
                                .filter(asked.getValue().aim()::equals)
                                .isPresent());
    }

    /** A lane that has not answered for long is asked again, so that nothing hangs on one lost word. */
    private boolean isDue(@Nullable Asked before, Applied wanted) {
        return before == null
                || !before.aim().equals(wanted)
                || before.at().plus(ASK_AGAIN).isBefore(clock.instant());
    }

    /** The apps that owe an answer. */
    Set<AppId> asked(Key key) {
        return Set.copyOf(made.getOrDefault(key, Map.of()).keySet());
    }

    void forget(Key key) {
        made.remove(key);
        followed.remove(key);
    }
}
