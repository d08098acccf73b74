package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.sync.Key;
import dev.usher.sync.Lanes;
import dev.usher.sync.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The lanes that act on locks before caches are filled: one for each app, which knows of no other. */
final class FirstLanes {
    private final Function<FirstWorld, Lanes> making;
    private final BiConsumer<Key, AppId> shut;
    private final Map<AppId, Begun> begun = new ConcurrentHashMap<>();
    private Optional<FirstLook> latest = Optional.empty();
    private boolean over;

    /** @param gives whether people are given what they sign on with, which such a lane knows nothing of */
    private record Begun(FirstWorld world, Lanes lanes, boolean gives) {}

    /**
     * None yet.
     *
     * @param making makes lanes that have not started
     * @param shut is told of each account that is shut, once
     */
    FirstLanes(Function<FirstWorld, Lanes> making, BiConsumer<Key, AppId> shut) {
        this.making = making;
        this.shut = shut;
    }

    boolean areNone() {
        return begun.isEmpty();
    }

    /** This is known from now on, also in a lane that begins later by what was known before. */
    synchronized void show(FirstLook look) {
        latest = Optional.of(look);
        begun.values().forEach(one -> one.world().shows(look));
    }

    /** Asks for work on a key in those of these apps that are not left alone, unless it is too late. */
    void offer(Key key, Set<AppId> apps, FirstLook look) {
        for (var app : apps) {
            lane(app, look).ifPresent(one -> {
                one.world().concerns(key);
                one.lanes().offer(app, key, Priority.LOCK);
            });
        }
    }

    private synchronized Optional<Begun> lane(AppId id, FirstLook look) {
        var setup = look.setup(id);
        var app = look.app(id);
        if (over || setup.isEmpty() || app.isEmpty()) {
            return Optional.empty();
        }
        var one = begun.computeIfAbsent(id, any -> {
            var world = new FirstWorld(id, latest.orElse(look), key -> shut.accept(key, id));
            var lanes = making.apply(world);
            lanes.recalls(id, Learnings.learned(app.get(), setup.get().target().tenant()));
            lanes.start();
            var gives = CredentialDeclarations.of(app.get(), true).areSome();
            return new Begun(world, lanes, gives);
        });
        one.lanes().pace(id, Declarations.tempo(app.get()));
        one.lanes().configure(id, setup.get());
        return Optional.of(one);
    }

    /** Sends nothing new, and gives what was sent so long to end. */
    void end(Duration patience) {
        synchronized (this) {
            over = true;
        }
        var ending = new ArrayList<Thread>();
        begun.forEach((app, one) -> ending.add(Thread.ofVirtual()
                .name("first lane " + app + " ends")
                .start(() -> one.lanes().stop(patience))));
        try {
            for (var thread : ending) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves what was done, or may have been, to lanes that have not started. */
    void leaveTo(Lanes heirs, Instant now) {
        begun.forEach((app, one) -> one.world()
                .bequests(now)
                .forEach(account -> heirs.inherits(app, one.gives() ? account.doubtful() : account)));
    }
}
