package dev.usher.bench.budget;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The time of a core that each part of the plant has had so far: other work on the machine makes a run longer, and this only
 * a little.
 */
record Cores(Map<Part, Duration> used) {
    /** A process, by what its command line has. */
    enum Part {
        OPERATOR("quarkus-run.jar"),
        NULL(NullOperator.class.getName()),
        APPS(AppFarm.class.getName()),
        API_SERVER("--secure-port=");

        private final String mark;

        Part(String mark) {
            this.mark = mark;
        }

        /** The shell that watches over a process has the same words, and takes next to nothing. */
        private Duration used() {
            return ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().arguments().stream()
                            .flatMap(Arrays::stream)
                            .anyMatch(argument -> argument.contains(mark)))
                    .flatMap(process -> process.info().totalCpuDuration().stream())
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    static Cores now() {
        var used = new EnumMap<Part, Duration>(Part.class);
        for (var part : Part.values()) {
            used.put(part, part.used());
        }
        return new Cores(used);
    }

    /** Milliseconds of a core since then. */
    double millisSince(Cores before, Part part) {
        return (double) used.getOrDefault(part, Duration.ZERO)
                .minus(before.used.getOrDefault(part, Duration.ZERO))
                .toMillis();
    }
}
