package dev.usher.controller;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter.RateLimitState;
import java.time.Duration;
import java.util.Optional;

/** Lets whoever has changed be looked at at once, and remembers nothing of them, as the framework's own would. */
final class NoRateLimit implements RateLimiter<NoRateLimit.State> {
    /** The same of everybody. */
    enum State implements RateLimitState {
        NONE
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        return Optional.empty();
    }

    @Override
    public State initState() {
        return State.NONE;
    }
}
