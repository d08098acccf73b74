package dev.usher.controller;

import dev.usher.source.Population;
import dev.usher.source.SourceId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
        var never = new CountDownLatch(1);
        for (var look = 0; look < LOOKS && !areKnown(source, names); look++) {
            try {
                if (never.await(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean areKnown(SourceId source, Set<String> names) {
        return names.stream()
                .allMatch(name -> caches.user(source.namespace(), name).isPresent());
    }
}
