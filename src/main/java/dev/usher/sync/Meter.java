package dev.usher.sync;

import dev.usher.connector.Op;
import dev.usher.domain.account.AppId;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Optional;

/** What is counted and timed. */
public interface Meter {
    /** One request to an app; without a failure it was answered as meant. */
    void called(AppId app, Op op, Optional<Kind> failure, Duration took);
}
