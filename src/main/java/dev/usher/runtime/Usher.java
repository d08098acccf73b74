package dev.usher.runtime;

import dev.usher.cli.Cli;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;

/** The process: the operator, or one verb of the command line. */
@QuarkusMain
public final class Usher {
    private static final Duration TO_STOP = Duration.ofSeconds(20);

    private Usher() {}

    public static void main(String[] arguments) {
        if (Cli.isMeant(arguments)) {
            // The framework would take seconds to start, and has nothing to do here.
            System.exit(Terminal.cli().run(arguments));
        }
        operate(arguments);
    }

    /** Runs until it is asked to end; having ended in order is a success, also where a signal asked for it. */
    private static void operate(String[] arguments) {
        var main = Thread.currentThread();
        // A signal's own exit code is set once every hook has ended: one has to last until this thread has said a
        // better one.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> outlast(main)));
        Quarkus.run(
                null,
                (code, failure) -> {
                    if (failure != null) {
                        System.getLogger(Usher.class.getName())
                                .log(System.Logger.Level.ERROR, "Usher ends after a failure", failure);
                    }
                    Runtime.getRuntime().halt(code);
                },
                arguments);
    }

    private static void outlast(Thread main) {
        try {
            main.join(TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
