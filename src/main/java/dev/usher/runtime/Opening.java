package dev.usher.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What works before caches are filled: it ends before anybody else works, be it another process. */
final class Opening {
    /** What was sent may take longer, and then can only shut somebody out. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Optional<Consumer<Duration>> working = Optional.empty();
    private boolean over;

    /**
     * Begins, unless it is over already.
     *
     * @param end sends nothing new, and waits at most so long for what was sent
     */
    synchronized void begin(Runnable begin, Consumer<Duration> end) {
        if (!over) {
            working = Optional.of(end);
            begin.run();
        }
    }

    /** Returns once it has ended; whatever comes to begin later does not. */
    void end() {
        Optional<Consumer<Duration>> ending;
        synchronized (this) {
            over = true;
            ending = working;
        }
        ending.ifPresent(end -> end.accept(PATIENCE));
    }
}
