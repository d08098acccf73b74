package dev.usher.controller;

import dev.usher.kube.AppliedPeople;
import dev.usher.kube.SecretVault;
import dev.usher.source.Claims;
import dev.usher.source.Feeds;
import dev.usher.source.Surroundings;
import java.time.Duration;

/** The sources of one operator, and what reads them. */
final class Feeding {
    private final Sources sources;
    private final Feeds feeds;
    private final SourceHooks hooks;

    Feeding(Controllers.Kube kube, Room room, Sources sources, CachedNames names) {
        this.sources = sources;
        this.feeds = new Feeds(new Feeds.Ports(
                sources::setup,
                sources::isThere,
                new Surroundings(
                        new CachedPopulation(room.caches()),
                        new AppliedPeople(kube.client(), kube.inCharge(), sources),
                        room.measures(),
                        room.digests(),
                        room.clock(),
                        names,
                        new Claims(room.clock())),
                room.mailbox()::look,
                room.measures().spans()));
        this.hooks = new SourceHooks(sources, feeds, new SecretVault(kube.client()), room.clock());
    }

    UserSourceReconciler reconciler(Room room) {
        return new UserSourceReconciler(room, sources, feeds);
    }

    SourceHooks hooks() {
        return hooks;
    }

    Sources sources() {
        return sources;
    }

    void stop(Duration patience) {
        feeds.stop(patience);
    }
}
