package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Objects;

/** Resources that decide about others: their declarations and deletions are events, their statuses are not. */
final class Neighbours {
    /**
     * So many of a kind are listed at once: an answer with all of a hundred thousand would be in memory several times, and
     * would have to come within the time of one request.
     */
    static final long PAGE = 2_000;

    private Neighbours() {}

    /** Watches a kind; reacting to a status would echo for ever, since statuses are what reconciling writes. */
    static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> of(
            Class<R> kind, EventSourceContext<P> context, SecondaryToPrimaryMapper<R> mapper) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                        .withName("named-" + HasMetadata.getPlural(kind))
                        .withNamespacesInheritedFromController()
                        .withInformerListLimit(PAGE)
                        .withSecondaryToPrimaryMapper(mapper)
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                        now.getMetadata().getGeneration(),
                                        before.getMetadata().getGeneration())
                                || now.isMarkedForDeletion() != before.isMarkedForDeletion())
                        .build(),
                context);
    }
}
