package dev.usher.bench;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How long the packaged operator takes from the start of its JVM until it is ready; by turns, so that all meet whatever else the machine does. */
final class StartBench {
    private static final int ROUNDS = 9;

    private static final Map<String, String> ONE_NAMESPACE =
            Map.of("USHER_NAMESPACE", "default", "USHER_WATCH_NAMESPACES", "default");

    /** Nobody listens there: what it costs to try is part of it. */
    private static final Map<String, String> TRACED =
            Map.of("USHER_TRACING_ENABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");

    private record Kind(String title, Map<String, String> environment) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("start, as it is", Map.of()),
            new Kind("start, the log as JSON", Map.of("USHER_LOG_JSON", "true")),
            new Kind("start, with traces", TRACED));

    private StartBench() {}

    /** Returns true: the bound of a start is that of the demo. */
    static boolean run(PrintStream out) {
        try (var plane = ControlPlane.start(ControlPlane.Extra.CRDS)) {
            KINDS.forEach(kind -> start(plane, kind));
            var seen = Stream.generate(
                            () -> KINDS.stream().map(kind -> start(plane, kind)).toList())
                    .limit(ROUNDS)
                    .toList();
            for (var at = 0; at < KINDS.size(); at++) {
                var kind = at;
                print(
                        out,
                        KINDS.get(kind).title(),
                        seen.stream().map(round -> round.get(kind)).sorted().toList());
            }
        }
        return true;
    }

    private static Duration start(ControlPlane plane, Kind kind) {
        var environment = new HashMap<>(ONE_NAMESPACE);
        environment.putAll(kind.environment());
        var began = System.nanoTime();
        try (var operator = OperatorProcess.start(plane.kubeconfig(), environment)) {
            operator.awaitReady();
            var took = Duration.ofNanos(System.nanoTime() - began);
            operator.stop();
            return took;
        }
    }

    private static void print(PrintStream out, String what, List<Duration> seen) {
        out.printf(
                Locale.ROOT,
                "%-30s %,6d ms (%d rounds: %,d to %,d)%n",
                what,
                seen.get(ROUNDS / 2).toMillis(),
                ROUNDS,
                seen.getFirst().toMillis(),
                seen.getLast().toMillis());
    }
}
