package dev.usher.controller;

import dev.usher.api.RemovalDecision;
import dev.usher.sync.Lanes;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/** Tells the lane of an app what people ask for about its waves, the moment that a RemovalDecision appears or goes. */
final class RulingAlarm extends AbstractEventSource<Void, RemovalDecision>
        implements ResourceEventAware<RemovalDecision> {
    private final Room room;
    private final RemovalOrders orders;
    private final Lanes lanes;

    RulingAlarm(Room room, RemovalOrders orders, Lanes lanes) {
        super(Void.class, "lanes");
        this.room = room;
        this.orders = orders;
        this.lanes = lanes;
    }

    @Override
    public void onResourceCreated(RemovalDecision decision) {
        ring(decision);
    }

    @Override
    public void onResourceUpdated(RemovalDecision now, RemovalDecision before) {
        // Nobody can change what it says.
    }

    @Override
    public void onResourceDeleted(RemovalDecision decision) {
        ring(decision);
        room.chronicle().ends(decision);
    }

    /** Before every cache is filled nobody could tell what else is asked for; an app that is not there is told once it is. */
    void ring(RemovalDecision decision) {
        var isOurs = room.owners().isOurs(decision.getMetadata().getNamespace());
        if (room.caches().areFilled() && isOurs) {
            RemovalOrders.source(decision).ifPresent(room.mailbox()::look);
            RemovalOrders.app(decision)
                    .filter(app -> room.caches().app(app).isPresent())
                    .ifPresent(
                            app -> lanes.rule(app, orders.of(app, room.clock().instant())));
        }
    }

    @Override
    public Set<Void> getSecondaryResources(RemovalDecision primary) {
        return Set.of();
    }
}
