package dev.usher.controller;

import dev.usher.domain.feed.Person;
import dev.usher.source.Population;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The users of the caches, which are a moment behind what was written. */
record CachedPopulation(Caches caches) implements Population {
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final int LOOKS = 200;

    @Override
    public Register register(SourceId source) {
        return new UserRegister(source, caches.usersIn(source.namespace()));
    }

    @Override
    public void awaitKnown(SourceId source, Set<String> names) {
        await(() -> areKnown(source, names));
    }

    @Override
    public boolean awaitSeen(SourceId source, Map<String, Long> generations) {
        return await(() -> generations.entrySet().stream()
                .allMatch(written -> isSeen(source, written.getKey(), written.getValue())));
    }

    /** Whoever is gone meanwhile is seen no more. */
    private boolean isSeen(SourceId source, String name, long generation) {
        return caches.user(source.namespace(), name)
                .filter(user -> Translate.generation(user) < generation)
                .isEmpty();
    }

    @Override
    public Map<String, String> values(SourceId source, String name) {
        return caches.user(source.namespace(), name)
                .filter(user -> !user.isMarkedForDeletion() && UserRegister.standing(user) == Person.Standing.HERE)
                .map(UserRegister::values)
                .orElse(Map.of());
    }

    private static boolean await(BooleanSupplier isSo) {
        var never = new CountDownLatch(1);
        for (var look = 0; look < LOOKS && !isSo.getAsBoolean(); look++) {
            try {
                if (never.await(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return isSo.getAsBoolean();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return isSo.getAsBoolean();
            }
        }
        return isSo.getAsBoolean();
    }

    private boolean areKnown(SourceId source, Set<String> names) {
        return names.stream()
                .allMatch(name -> caches.user(source.namespace(), name).isPresent());
    }
}
