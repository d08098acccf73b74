package dev.usher.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher restore}: a RemovalDecision that brings back what a wave took. */
@Command(
        name = "restore",
        description = "Creates a RemovalDecision that brings back what a wave took, in the name of whoever you are.")
final class RestoreCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Parameters(
            paramLabel = "WAVE",
            description = "The wave, as `usher held` lists it, or the decision that let it go has it.")
    private String wave = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the app is; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = "--app",
            paramLabel = "APP",
            description = "The app that the wave took from; absent: the one whose status, or a decision, says so.")
    private Optional<String> app = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends, such as 2026-12-24T12:00:00Z; absent: in seven days.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever finds it: name a case.")
    private String reason = "restored by hand";

    @Mixin
    private Printing printing = new Printing();

    RestoreCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<Long> seconds;
        try {
            seconds = until.map(time -> Restore.seconds(clock.instant(), Instant.parse(time)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return printing.fail(
                    "--until takes an instant such as 2026-12-24T12:00:00Z, a minute to thirty days from now");
        }
        try (var cluster = Cluster.connect()) {
            var where = namespace.orElseGet(cluster::namespace);
            try {
                var from = app.or(() -> TakenWaves.app(cluster.apps(where), wave))
                        .or(() -> Restore.app(cluster.decisions(where), wave));
                if (from.isEmpty()) {
                    return printing.fail(Restore.unknown(wave, where));
                }
                var restore = new Restore(where, from.get(), wave, reason, seconds);
                var name = cluster.create(restore.by(cluster.whoAmI()));
                printing.answer(() -> restore.text(name), () -> restore.json(name));
                return ExitCode.OK;
            } catch (KubernetesClientException e) {
                return printing.fail(
                        e.getCode() == HttpURLConnection.HTTP_CONFLICT
                                ? Restore.asked(wave, where)
                                : cluster.advice(
                                        e,
                                        where,
                                        "`list` on targetapps, and `list` and `create` on removaldecisions of provisioning.usher.dev"));
            }
        }
    }
}
