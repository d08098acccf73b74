package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.OperatorProcess;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;

/** The time of an operator, its apps and its test, which the test lets pass. */
final class Timeline {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration BEFORE = Duration.ofSeconds(1);

    /** Two processes read one clock, and the operator follows it: so far they may differ. */
    private static final Duration EXACTNESS = Duration.ofMillis(50);

    private final List<App> apps = new ArrayList<>();
    private OperatorProcess operator;

    Timeline(OperatorProcess operator) {
        this.operator = operator;
    }

    /** Whose time it is from now on. */
    synchronized void follow(OperatorProcess next) {
        operator = next;
    }

    synchronized Instant now() {
        return operator.now();
    }

    Clock clock() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** Apps that must not be written to ahead of time. */
    void witness(App app) {
        apps.add(app);
    }

    synchronized void advanceTo(Instant instant) {
        operator.advance(Duration.between(operator.now(), instant));
    }

    /**
     * Lets time pass to the second before an instant, and over it.
     *
     * @param before what every look has to find that ends before the instant
     * @param after what is found soon after it
     */
    void pass(Instant instant, ThrowingRunnable before, ThrowingRunnable after) {
        apps.stream().map(App::simulator).forEach(ScimSimulator::reset);
        advanceTo(instant.minus(BEFORE));
        await().pollDelay(Duration.ZERO).pollInterval(LOOK_EVERY).atMost(SOON).until(() -> hasCome(instant, before));
        Company.soon(after);
        assertThat(writes())
                .as("what was written, which was due at %s", instant)
                .allSatisfy(request -> assertThat(request.time()).isAfterOrEqualTo(instant.minus(EXACTNESS)));
    }

    private boolean hasCome(Instant instant, ThrowingRunnable before) {
        var wrong = failure(before);
        if (!now().isBefore(instant)) {
            return true;
        }
        wrong.ifPresent(error -> {
            throw new AssertionError("before " + instant + ", at " + now() + ": " + error.getMessage(), error);
        });
        return false;
    }

    private static Optional<Throwable> failure(ThrowingRunnable look) {
        try {
            look.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private List<LoggedRequest> writes() {
        return apps.stream()
                .flatMap(app -> app.simulator().requests().stream())
                .filter(LoggedRequest::isWrite)
                .toList();
    }
}
