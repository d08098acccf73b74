package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * What tests take that not every machine, or checkout, has: a script {@code possible.sh} says in one line why not.
 *
 * <p>{@code ./usher test} says it at its end. With {@code USHER_ALL=required} nothing is left out, and what cannot be tested fails.
 */
public final class Possible {
    private Possible() {}

    /** Leaves the test out that asks, or lets it fail, where this cannot be had. */
    public static void orElseLeftOut(String script) {
        whyNot(script).ifPresent(reason -> {
            if ("required".equals(System.getenv("USHER_ALL"))) {
                throw new IllegalStateException(reason);
            }
            Assumptions.abort(reason);
        });
    }

    private static Optional<String> whyNot(String script) {
        try {
            var asked = new ProcessBuilder("sh", Project.path(script).toString()).start();
            var reason = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
            return Exit.of(asked) == 0 ? Optional.empty() : Optional.of(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
