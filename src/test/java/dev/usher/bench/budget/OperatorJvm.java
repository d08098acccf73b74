package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The operator's process as the system sees it. */
public record OperatorJvm(ProcessHandle process) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** Holes between objects, which a collector that does not move everything counts as objects. */
    private static final Pattern FILLER =
            Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\S*jdk\\.internal\\.vm\\.Filler");

    /** The one that runs. */
    static OperatorJvm current() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.endsWith("quarkus-run.jar")))
                .findFirst()
                .map(OperatorJvm::new)
                .orElseThrow(() -> new IllegalStateException("no operator runs"));
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(() -> new TooSlow("the operator has ended"));
    }

    /** The bytes of all objects that are in use, after a collection. */
    long liveBytes() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var running = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            running.getOutputStream().close();
            return liveBytes(new String(running.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same from a histogram of classes. */
    public static long liveBytes(String histogram) {
        var total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new TooSlow("the operator did not say what its heap holds");
        }
        var holes = FILLER.matcher(histogram)
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
        return Long.parseLong(total.group(1)) - holes;
    }
}
