package dev.usher.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process. */
@QuarkusMain
public final class Usher {
    private Usher() {}

    /** Runs until it is asked to end; having ended in order is a success, also where a signal asked for it. */
    public static void main(String[] arguments) {
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
}
