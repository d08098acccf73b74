package dev.usher.cluster;

import dev.usher.cluster.Child.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packaged operator as a process of its own, as {@code java -jar} runs it.
 *
 * <p>What is run is the system property {@code usher.application}, by default the build's own. After {@link #close()},
 * and after a kill of this JVM, neither the process nor its log is left.
 */
public final class OperatorProcess implements AutoCloseable {

    /** An operator that lives for a minute would spend more on compiling and on threads for its garbage than on its work. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final List<String> LASTING = List.of("-XX:+UseSerialGC");

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
    private static final Duration REHEARSED_WITHIN = Duration.ofMinutes(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final RunDirectory directory;
    private final Child child;
    private final URI url;
    private final Path log;
    private final TestTime time;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

    private OperatorProcess(RunDirectory directory, Child child, URI url, Path log, TestTime time) {
        this.directory = directory;
        this.child = child;
        this.url = url;
        this.log = log;
        this.time = time;
    }

    /**
     * Starts the operator against a cluster, on a free port of 127.0.0.1, and returns at once.
     *
     * @param environment what the operator is configured with; of this JVM's own environment it gets only PATH
     */
    public static OperatorProcess start(Path kubeconfig, Map<String, String> environment) {
        return start(kubeconfig, environment, false, Optional.empty());
    }

    /** The same for an operator whose standard output goes elsewhere; its log has the standard error alone. */
    public static OperatorProcess startInto(Path output, Path kubeconfig, Map<String, String> environment) {
        return start(
                command(StartArchive.options(application())),
                kubeconfig,
                environment,
                false,
                Optional.empty(),
                Optional.of(output));
    }

    /** The same for an operator that was packaged elsewhere: that of the release before. */
    public static OperatorProcess startPackaged(Path application, Path kubeconfig, Map<String, String> environment) {
        return start(shortLived(application), kubeconfig, environment, false, Optional.empty());
    }

    /** Starts an operator whose time {@link #advance} and {@link #jump} move; else the same. */
    public static OperatorProcess startWithTestClock(Path kubeconfig, Map<String, String> environment) {
        return start(kubeconfig, environment, true, Optional.empty());
    }

    /** The same for an operator that starts at another time, past or future, and lives on from there. */
    public static OperatorProcess startAt(Instant time, Path kubeconfig, Map<String, String> environment) {
        return start(kubeconfig, environment, true, Optional.of(time));
    }

    /** The same for an operator that lives long enough for both compilers of the JVM, as one that is installed does. */
    public static OperatorProcess startToLast(Path kubeconfig, Map<String, String> environment) {
        var options = StartArchive.options(application());
        return start(command(LASTING, options, application()), kubeconfig, environment, false, Optional.empty());
    }

    private static OperatorProcess start(
            Path kubeconfig, Map<String, String> environment, boolean testClock, Optional<Instant> at) {
        return start(command(StartArchive.options(application())), kubeconfig, environment, testClock, at);
    }

    /** Starts one by this command, waits until it is ready, and ends it. */
    static void rehearse(List<String> command, Path kubeconfig, Map<String, String> environment) {
        try (var operator = start(command, kubeconfig, environment, false, Optional.empty())) {
            operator.awaitReady();
            operator.child.signal("TERM");
            operator.child.awaitExit(REHEARSED_WITHIN);
        }
    }

    private static OperatorProcess start(
            List<String> command,
            Path kubeconfig,
            Map<String, String> environment,
            boolean testClock,
            Optional<Instant> at) {
        return start(command, kubeconfig, environment, testClock, at, Optional.empty());
    }

    private static OperatorProcess start(
            List<String> command,
            Path kubeconfig,
            Map<String, String> environment,
            boolean testClock,
            Optional<Instant> at,
            Optional<Path> output) {
        int port = FreePort.find();
        Map<String, String> all = new HashMap<>(environment);
        all.put("KUBECONFIG", kubeconfig.toString());
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        var directory = RunDirectory.create("operator");
        Path log = directory.resolve("operator.log");
        all.put("HOME", directory.path().toString());
        var time = new TestTime(directory.path());
        at.ifPresent(time::set);
        if (testClock) {
            all.put("QUARKUS_PROFILE", "test");
            all.put("USHER_TEST_CLOCK", TestTime.file(directory.path()).toString());
        }
        var launch = new Launch("operator", command, Map.copyOf(all), output.orElse(log), log);
        return new OperatorProcess(directory, Child.start(launch), URI.create("http://127.0.0.1:" + port), log, time);
    }

    private static List<String> command(List<String> options) {
        return command(SHORT_LIVED, options, application());
    }

    private static List<String> command(List<String> life, List<String> options, Path application) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), life, options, List.of("-jar", application.toString()))
                .flatMap(List::stream)
                .toList();
    }

    /** What starts an operator that a test runs. */
    static List<String> shortLived(Path application) {
        return command(SHORT_LIVED, List.of(), application);
    }

    /** What is run. */
    static Path application() {
        Path application = Project.path(System.getProperty("usher.application", "target/quarkus-app/quarkus-run.jar"));
        if (Files.notExists(application)) {
            throw new IllegalStateException("there is no " + application + ": ./usher build makes it");
        }
        return application;
    }

    /** Waits, at most three minutes, until the operator says that it is ready. */
    public void awaitReady() {
        child.awaitWhileAlive(READY_WITHIN, this::isReady);
    }

    private boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends something to it, as a system would that says that something changed; the status of the answer. */
    public int post(String path, Map<String, String> headers, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(ANSWER_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException {
        var request =
                HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_WITHIN).build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the operator for " + path, e);
        }
    }

    /** What the operator's metrics endpoint says now, in the Prometheus text format. */
    public String metrics() {
        try {
            return get("/q/metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets so much more time pass for an operator with a test clock; it notices within some hundredths of a second. */
    public void advance(Duration by) {
        time.advance(by);
    }

    /** What time it is for an operator with a test clock, as long as its wall clock is right. */
    public Instant now() {
        return time.now();
    }

    /** Moves the wall clock alone of an operator with a test clock, by so much from where it is now. */
    public void jump(Duration by) {
        time.jump(by);
    }

    /** Waits for the operator to end by itself, which it may do before it has started, and returns its exit code. */
    public int awaitEnd() {
        return child.awaitExit(READY_WITHIN.plus(STOPPED_WITHIN));
    }

    /** Asks the operator to end, as Kubernetes does, and returns its exit code; more than 20 s are an error. */
    public int stop() {
        child.signal("TERM");
        return child.awaitExit(STOPPED_WITHIN);
    }

    /** Ends the operator in the middle of whatever it does; its log stays until {@link #close()}. */
    public void kill() {
        child.close();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** Where health and metrics are served, {@code http://127.0.0.1:port}. */
    public URI url() {
        return url;
    }

    /** Everything the operator has written to its standard output and error. */
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        child.close();
        http.shutdownNow();
        directory.close();
    }
}
