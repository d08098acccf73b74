package dev.usher.sync;

import java.util.List;

/** The stories in which processes die. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(join());
    }

    static Scenario join() {
        return Scenario.of("join").then(stage -> {
            stage.has("ada", "analyst");
            stage.has("bob", "guest");
        });
    }
}
