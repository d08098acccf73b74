package dev.usher.controller;

import dev.usher.domain.account.Digests;
import dev.usher.kube.AppliedPeople;
import dev.usher.source.Claims;
import dev.usher.source.Feeds;
import dev.usher.source.Surroundings;
import java.time.Duration;
import java.time.InstantSource;

/** The sources of one operator, and what reads them. */
final class Feeding {
    private final Sources sources;
    private final Feeds feeds;

    Feeding(
            Controllers.Kube kube,
            CachedNames names,
            Mailbox mailbox,
            Sources sources,
            Digests digests,
            InstantSource clock) {
        this.sources = sources;
        this.feeds = new Feeds(new Feeds.Ports(
                sources::setup,
                sources::isThere,
                new Surroundings(
                        new CachedPopulation(names.caches()),
                        new AppliedPeople(kube.client(), kube.inCharge(), sources),
                        digests,
                        clock,
                        names,
                        new Claims(clock)),
                mailbox::look));
    }

    UserSourceReconciler reconciler(Room room) {
        return new UserSourceReconciler(room, sources, feeds);
    }

    Sources sources() {
        return sources;
    }

    void stop(Duration patience) {
        feeds.stop(patience);
    }
}
