package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.Optional;

/** By what somebody asks that something be read now, and not when it is due; tools of GitOps ask so, by the time of their asking. */
final class Requested {
    static final String ANNOTATION = "usher.dev/reconcile-requested-at";

    /** Any text will do, and the status repeats it. */
    private static final int LONGEST = 64;

    private Requested() {}

    static Optional<String> of(HasMetadata resource) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations())
                .flatMap(annotations -> Optional.ofNullable(annotations.get(ANNOTATION)))
                .filter(value -> !value.isBlank())
                .map(value -> Excerpt.of(value, LONGEST));
    }

    /** Whether one version of a resource says something that the one before it did not. */
    static boolean isNews(HasMetadata next, HasMetadata before) {
        return !Objects.equals(
                        next.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || next.isMarkedForDeletion() != before.isMarkedForDeletion()
                || !of(next).equals(of(before));
    }
}
