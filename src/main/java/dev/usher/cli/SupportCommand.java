package dev.usher.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usher support}: what helps to find a fault, without what people and systems are called. */
@Command(
        name = "support",
        description = {
            "Gathers what helps to find a fault: resources, events, the operator's pods. What people, accounts and systems are called is",
            "replaced, and no Secret is read. Without --yes it lists what would be written, and writes nothing."
        })
final class SupportCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int BYTES = 32;

    private final InstantSource clock;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where people and apps are; absent: the namespace of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces.")
    private boolean everywhere;

    @Option(
            names = "--operator",
            paramLabel = "NAMESPACE",
            description = "Where the operator is installed; absent: usher-system.")
    private String operator = "usher-system";

    @Option(
            names = "--logs",
            description =
                    "Also the last 2,000 lines that each pod logged. What is not known to be a name, and does not look like one, stays in them: read them first.")
    private boolean logs;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where to write it; absent: usher-support-TIME.zip in the working directory.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--yes", description = "Write it.")
    private boolean yes;

    @Mixin
    private Printing printing = new Printing();

    SupportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try (var cluster = Cluster.connect()) {
            var where = everywhere ? Optional.<String>empty() : Optional.of(namespace.orElseGet(cluster::namespace));
            try {
                var files = cluster.evidence(new Redaction(key)).gather(new Evidence.Order(where, operator, logs));
                return said(new Bundle(files));
            } catch (KubernetesClientException e) {
                return printing.fail(
                        cluster.advice(e, where.orElse("any"), "`list` on the resources of provisioning.usher.dev"));
            }
        }
    }

    private int said(Bundle bundle) {
        var into = file.orElseGet(() -> Path.of("usher-support-" + STAMP.format(clock.instant()) + ".zip"));
        if (!yes) {
            printing.answer(
                    () -> "would write %s:%n%snothing is written without --yes%n".formatted(into, bundle.listed()),
                    bundle::json);
            return ExitCode.OK;
        }
        try {
            bundle.write(into);
        } catch (FileAlreadyExistsException e) {
            return printing.fail(into + " is there already: name another one with --file");
        } catch (IOException e) {
            return printing.fail("%s cannot be written (%s): name another one with --file"
                    .formatted(into, e.getClass().getSimpleName()));
        }
        printing.answer(() -> "wrote %s:%n%s".formatted(into, bundle.listed()), bundle::json);
        return ExitCode.OK;
    }
}
