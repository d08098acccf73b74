package dev.usher.sync;

import dev.usher.domain.outcome.Failure;

/** A Secret is not there, or does not offer itself to this host. */
public final class NotOffered extends Exception {
    private final transient Failure failure;

    public NotOffered(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
