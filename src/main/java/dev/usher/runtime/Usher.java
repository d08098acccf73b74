package dev.usher.runtime;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process. */
@QuarkusMain
public final class Usher {
    private Usher() {}

    public static void main(String[] arguments) {
        Quarkus.run(arguments);
    }
}
