package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets a resource be looked at again whose status somebody took away.
 *
 * <p>The framework hears of edits of a specification alone, since statuses are what reconciling writes; a status that is gone
 * would stay so until something else happens.
 */
final class LostStatuses<P extends HasMetadata> extends AbstractEventSource<Void, P> implements ResourceEventAware<P> {
    private final Function<P, Optional<Long>> observed;
    private final Consumer<P> look;

    /** @param observed the generation of which a status speaks; empty: there is none of ours */
    LostStatuses(Function<P, Optional<Long>> observed, Consumer<P> look) {
        super(Void.class, "lost-statuses");
        this.observed = observed;
        this.look = look;
    }

    @Override
    public void onResourceUpdated(P now, P before) {
        if (observed.apply(before).isPresent() && observed.apply(now).isEmpty()) {
            look.accept(now);
        }
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
