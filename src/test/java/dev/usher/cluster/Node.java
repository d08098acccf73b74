package dev.usher.cluster;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.usher.cluster.Child.Launch;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Kubernetes node with a control plane of its own, on which pods run: {@code src/test/node}. It takes root, and one is up on a machine at a time.
 *
 * <p>A shell holds it that takes it down once its standard input ends, so that nothing is left of it however this JVM ends.
 */
public final class Node implements AutoCloseable {
    /** Where this machine and its pods meet: what listens there can be reached from pods. */
    public static final String ADDRESS = "10.77.0.1";

    private static final Duration TOOL_ENDS_WITHIN = Duration.ofMinutes(4);

    /** The one before may have to end, and a first one to be built. */
    private static final Duration UP_WITHIN = Duration.ofMinutes(45);

    private final RunDirectory directory;
    private final Path where;
    private final KubernetesClient admin;
    private final Parts parts;
    private final AtomicInteger runs = new AtomicInteger();

    private Node(RunDirectory directory, Path where, Parts parts) {
        this.directory = directory;
        this.where = where;
        this.parts = parts;
        this.admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                .build();
        parts.endWith(admin::close);
    }

    /** Starts one, and returns once pods can run; a first one on a machine builds its programs, which takes minutes. */
    public static Node start() {
        return start(Project.path("src/test/node/hold.sh"), UP_WITHIN);
    }

    /** The same of one that a script holds; where it does not come whole, nothing of it stays. */
    static Node start(Path script, Duration atMost) {
        var directory = RunDirectory.create("node");
        var parts = new Parts();
        parts.endWith(directory::close);
        try {
            var holder = NodeHolder.start(script, directory.resolve("hold.log"));
            parts.endWith(holder::close);
            var node = new Node(directory, holder.where(atMost), parts);
            node.importPause();
            return node;
        } catch (RuntimeException e) {
            try {
                parts.close();
            } catch (RuntimeException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
    }

    /** What holds the namespaces of a pod; without it no pod starts. */
    private void importPause() {
        Path archive = directory.resolve("pause.tar");
        try {
            Jib.fromScratch()
                    .addFileEntriesLayer(FileEntriesLayer.builder()
                            .addEntry(
                                    where.resolve("pause"),
                                    AbsoluteUnixPath.get("/pause"),
                                    FilePermissions.fromOctalString("755"))
                            .build())
                    .setEntrypoint("/pause")
                    .containerize(Containerizer.to(TarImage.at(archive).named("localhost/pause:1"))
                            .setApplicationLayersCache(directory.resolve("layers"))
                            .setBaseImageLayersCache(directory.resolve("layers")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("no image of pause", e);
        }
        load(archive);
    }

    /** Makes an image known to it, by the name that its archive has. */
    public void load(Path archive) {
        try {
            List<String> command = new ArrayList<>(
                    Arrays.asList(Files.readString(where.resolve("ctr")).strip().split(" ")));
            String installed = Files.readString(where.resolve("installed")).strip();
            command.set(0, installed + "/root/usr/bin/ctr");
            command.addAll(List.of("images", "import", archive.toString()));
            Ran ran = run(command);
            if (ran.exitCode() != 0) {
                throw new IllegalStateException(ran.errors());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path kubeconfig() {
        return where.resolve("kubeconfig");
    }

    /** A client of an administrator, which ends with the node. */
    public KubernetesClient adminClient() {
        return admin;
    }

    public Ran kubectl(String... arguments) {
        return tool("kubectl", arguments);
    }

    public Ran helm(String... arguments) {
        return tool("helm", arguments);
    }

    private Ran tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Binaries.of(name).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Ran run(List<String> command) {
        String label = "run-" + runs.incrementAndGet();
        Path output = directory.write(label + ".out", "");
        Path errors = directory.write(label + ".err", "");
        var environment = Map.of(
                "KUBECONFIG", kubeconfig().toString(), "HOME", directory.path().toString());
        try (var child = Child.start(new Launch(label, command, environment, output, errors))) {
            int exitCode = child.awaitExit(TOOL_ENDS_WITHIN);
            return new Ran(exitCode, Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
