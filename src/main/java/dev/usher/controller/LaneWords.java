package dev.usher.controller;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Wave;
import dev.usher.kube.Events;
import dev.usher.sync.Key;
import dev.usher.sync.Outbox;
import dev.usher.sync.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** What lanes have to say: most of it for reconcilers, and some of it for people at once. */
record LaneWords(Caches caches, RemovalOrders orders, Mailbox mailbox, Events events) implements Outbox {
    @Override
    public void put(Key key, AppId app, Result result) {
        mailbox.put(key, app, result);
    }

    @Override
    public void changed(AppId app) {
        mailbox.changed(app);
        orders.about(app).forEach(mailbox::look);
    }

    @Override
    public void loosened(Key key, AppId app) {
        holder(key)
                .ifPresent(holder -> events.warning(
                        holder,
                        "Correct",
                        "DriftLoosened",
                        "somebody gave the account in "
                                + app.seenFrom(holder.getMetadata().getNamespace())
                                + " more than is decided: it is taken back; see the log of the app for who it was"));
    }

    @Override
    public void holds(AppId app, Wave wave) {
        caches.app(app)
                .ifPresent(held ->
                        events.warning(held, "Hold", AppConditions.reason(wave).name(), AppConditions.held(wave)));
    }

    private Optional<? extends HasMetadata> holder(Key key) {
        return switch (key) {
            case Key.OfUser user -> caches.user(user.namespace(), user.name());
            case Key.OfRetained account -> caches.retained(account.namespace(), account.name());
            case Key.OfOrphan orphan -> Optional.empty();
        };
    }
}
