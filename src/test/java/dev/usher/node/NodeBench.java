package dev.usher.node;

import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Node;
import dev.usher.image.BuiltImage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ./usher bench node}: what the image and the chart take on a real node, from the first command to somebody who is ready. */
@Command(name = "node", description = "Installing, starting, taking over, and the memory of it, on a real node.")
public final class NodeBench implements Callable<Integer> {
    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration OFTEN = Duration.ofMillis(20);

    @Option(names = "--users", description = "How many people there are when its memory is looked at; absent: 1,000.")
    private int users = 1_000;

    @Option(names = "--memory", description = "The limit of its memory, as a Pod has it; absent: the chart's.")
    private Optional<String> memory = Optional.empty();

    private NodeBench() {}

    /** Exits with 0 where everything could be measured. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NodeBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var image = BuiltImage.file();
        try (var node = Node.start();
                var people = new People(node);
                var http = HttpClient.newHttpClient()) {
            node.load(image);
            var release = new Release(node);
            tell("helm install --wait until somebody is Ready", install(release, people));
            tell("a start, until it is ready", start(release, http));
            tell("a kill, until somebody else who joins is Ready", takeOver(release, people));
            people.joinAndAwait("many", users, LONG);
            System.out.printf(
                    Locale.ROOT,
                    "memory with %,d people, right after they joined: %d MiB%n",
                    users,
                    OperatorOnNode.get(release.pod()).resident() >> 20);
            tell("a start with them, until it is ready", start(release, http));
            people.join("last");
            people.awaitReady("last");
            System.out.printf(
                    Locale.ROOT,
                    "memory with them after that start, once somebody who joins is Ready: %d MiB%n",
                    OperatorOnNode.get(release.pod()).resident() >> 20);
        }
        return ExitCode.OK;
    }

    private Duration install(Release release, People people) {
        var began = System.nanoTime();
        release.install(memory.map(limit -> "--set=resources.limits.memory=" + limit).stream()
                .toArray(String[]::new));
        people.settle();
        people.join("first");
        people.awaitReady("first");
        return since(began);
    }

    /** From the start of its process; the lease was given back before. */
    private static Duration start(Release release, HttpClient http) {
        var before = release.pod();
        release.scale(0);
        await().atMost(LONG)
                .pollInterval(OFTEN)
                .until(() -> OperatorOnNode.find(before).isEmpty());
        release.scale(1);
        await().atMost(LONG)
                .pollInterval(OFTEN)
                .until(() -> OperatorOnNode.find(release.pod()).isPresent());
        var began = OperatorOnNode.get(release.pod())
                .process()
                .info()
                .startInstant()
                .orElseThrow();
        await().atMost(LONG).pollInterval(OFTEN).until(() -> isReady(release, http));
        return Duration.between(began, Instant.now());
    }

    private static boolean isReady(Release release, HttpClient http) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(release.health()).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            // Nobody listens there yet.
            return false;
        }
    }

    private static Duration takeOver(Release release, People people) {
        var holder = release.holder();
        var began = System.nanoTime();
        OperatorOnNode.get(release.pod()).process().destroyForcibly();
        release.awaitAnotherHolder(holder);
        people.join("second");
        people.awaitReady("second");
        return since(began);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void tell(String what, Duration took) {
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, took.toMillis() / 1000.0);
    }
}
