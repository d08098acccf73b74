package dev.usher.controller;

import dev.usher.sync.Basis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Function;

/**
 * A resource as a decision refers to it: what its status says, and who wrote it last, changes no decision.
 *
 * @param isGoing whether it is being deleted
 */
record Referred(Basis.Reference reference, boolean isGoing) {
    /** The one way to it, so that a question that was asked is known again. */
    static final Function<HasMetadata, Referred> TO =
            resource -> new Referred(CachedWorld.reference(resource), resource.isMarkedForDeletion());
}
