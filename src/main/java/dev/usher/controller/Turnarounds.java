package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserStatus;
import dev.usher.source.Novelties;
import dev.usher.source.SourceId;
import dev.usher.sync.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long it takes from the beginning of a reading in which a source says something new of somebody until their accounts were read
 * back. Who still waits is known to this process alone: after a restart they are not measured.
 */
final class Turnarounds implements Novelties {
    private final Caches caches;
    private final AppGauges gauges;
    private final InstantSource clock;
    private final Map<Key, Waiting> waiting = new ConcurrentHashMap<>();

    /**
     * Somebody whose accounts are not yet as a source says.
     *
     * @param generation in which it is said
     * @param since the first of what is not so yet
     */
    private record Waiting(SourceId source, long generation, Instant since) {
        Waiting and(Waiting later) {
            return new Waiting(source, Math.max(generation, later.generation), since);
        }
    }

    Turnarounds(Caches caches, AppGauges gauges, InstantSource clock) {
        this.caches = caches;
        this.gauges = gauges;
        this.clock = clock;
    }

    @Override
    public void of(SourceId source, String user, long generation, Instant since) {
        waiting.merge(new Key.OfUser(source.namespace(), user), new Waiting(source, generation, since), Waiting::and);
        // Where nothing of an account is to change they may have been looked at before the answer to the write was
        // here.
        caches.user(source.namespace(), user)
                .ifPresent(there -> Optional.ofNullable(there.getStatus()).ifPresent(status -> says(there, status)));
    }

    /** When the reading began that found what is not so yet of somebody. */
    Optional<Instant> since(Key user) {
        return Optional.ofNullable(waiting.get(user)).map(Waiting::since);
    }

    /** A status that is true of a user now. */
    void says(ProvisionedUser user, ProvisionedUserStatus status) {
        waiting.computeIfPresent(Translate.key(user), (key, novelty) -> {
            if (!isSo(status, novelty)) {
                return novelty;
            }
            gauges.provisioned(novelty.source(), Duration.between(novelty.since(), clock.instant()));
            return null;
        });
    }

    private static boolean isSo(ProvisionedUserStatus status, Waiting novelty) {
        return Conditions.areReady(status.conditions())
                && Optional.ofNullable(status.observedGeneration())
                        .filter(seen -> seen >= novelty.generation())
                        .isPresent();
    }

    /** Nobody waits for it any more. */
    void forget(Key user) {
        waiting.remove(user);
    }
}
