package dev.usher.cluster;

import static org.awaitility.Awaitility.await;

import dev.usher.cluster.Child.Launch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real Kubernetes control plane of its own: kube-apiserver with RBAC, and etcd, as processes on 127.0.0.1.
 *
 * <p>After {@link #close()}, and after a kill of this JVM, neither a process nor a file of it is left. There is no node,
 * so pods stay Pending; without {@link Extra#CONTROLLER_MANAGER} deleted namespaces stay Terminating.
 */
public final class ControlPlane implements AutoCloseable {

    /** What a control plane may have beyond the API server. */
    public enum Extra {
        /** The project's own resource definitions, from {@code crds/}. */
        CRDS,
        /**
         * Deletion of namespaces, garbage collection, default ServiceAccounts, ClusterRoles that are made of others, and what
         * is wrong with the types of admission policies.
         */
        CONTROLLER_MANAGER,
        /** A record of every request, for {@link ControlPlane#audited()}. */
        AUDIT
    }

    /** Users that the API server knows, by a token each; they may do what a binding allows them, which is nothing at first. */
    public static final List<String> PEOPLE =
            List.of("hr", "helpdesk", "app-owner", "role-owner", "auditor", "security", "legal", "editor", "grace");

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
    private static final List<String> CONTROLLERS = List.of(
            "namespace-controller",
            "garbage-collector-controller",
            "serviceaccount-controller",
            "clusterrole-aggregation-controller",
            "validatingadmissionpolicy-status-controller");
    private static final Set<String> ASKS_NO_CLUSTER = Set.of("template", "lint");
    private static final String KUBERNETES = "1.36.0";
    private static final Duration TOOL_ENDS_WITHIN = Duration.ofMinutes(2);
    private static final long TOKEN_SECONDS = Duration.ofHours(24).toSeconds();

    private final Parts parts;
    private final RunDirectory directory;
    private final Credentials credentials;
    private final ApiServer server;
    private final Optional<AuditLog> audit;
    private final Path kubeconfig;
    private final KubernetesClient admin;
    private final AtomicInteger toolRuns = new AtomicInteger();

    private ControlPlane(
            Parts parts, RunDirectory directory, Credentials credentials, ApiServer server, Optional<AuditLog> audit) {
        this.parts = parts;
        this.directory = directory;
        this.credentials = credentials;
        this.server = server;
        this.audit = audit;
        this.kubeconfig = server.kubeconfig("admin", credentials.adminToken(), "default");
        this.admin = client(kubeconfig);
    }

    /** Starts a control plane and returns when it serves; a first run on a machine may build the binaries first. */
    public static ControlPlane start(Extra... extras) {
        var parts = new Parts();
        try {
            return start(parts, Set.of(extras));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static ControlPlane start(Parts parts, Set<Extra> extras) {
        var directory = RunDirectory.create("control-plane");
        parts.endWith(directory::close);
        var credentials = Credentials.generate(directory, PEOPLE);
        var audit = extras.contains(Extra.AUDIT) ? Optional.of(new AuditLog(directory)) : Optional.<AuditLog>empty();
        var server = ApiServer.start(
                directory, credentials, audit.map(AuditLog::flags).orElse(List.of()));
        parts.endWith(server::close);
        var plane = new ControlPlane(parts, directory, credentials, server, audit);
        if (extras.contains(Extra.CRDS)) {
            plane.applyCrds(Project.path("crds"));
        }
        // After the definitions: the garbage collector looks for new kinds only every half minute.
        if (extras.contains(Extra.CONTROLLER_MANAGER)) {
            plane.startControllerManager(credentials);
        }
        return plane;
    }

    private void startControllerManager(Credentials credentials) {
        var manager = Child.start(Launch.logging(
                "kube-controller-manager",
                List.of(
                        Binaries.of("kube-controller-manager").toString(),
                        "--kubeconfig=" + kubeconfig,
                        "--service-account-private-key-file=" + credentials.signingKey(),
                        "--controllers=" + String.join(",", CONTROLLERS),
                        "--leader-elect=false",
                        "--secure-port=0"),
                directory.resolve("kube-controller-manager.log")));
        parts.endWith(manager::close);
        manager.awaitWhileAlive(
                SETTLED_WITHIN,
                () -> admin.serviceAccounts()
                                .inNamespace("default")
                                .withName("default")
                                .get()
                        != null);
    }

    /** The address of the API, {@code https://127.0.0.1:port}. */
    public String url() {
        return server.url();
    }

    /** A kubeconfig of a cluster administrator. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** A client of a cluster administrator, shared and closed with the control plane. */
    public KubernetesClient adminClient() {
        return admin;
    }

    /** A kubeconfig with a fresh token, good for a day, of a ServiceAccount that exists; its namespace is the default one. */
    public Path kubeconfigFor(String namespace, String serviceAccount) {
        // The API server may close a connection that rested just as it is used again, which the client repeats for
        // nobody.
        String token = await().ignoreExceptionsMatching(ControlPlane::isUnanswered)
                .atMost(Duration.ofSeconds(60))
                .until(() -> token(namespace, serviceAccount), any -> true);
        return server.kubeconfig(namespace + "." + serviceAccount, token, namespace);
    }

    private static boolean isUnanswered(Throwable failure) {
        return failure instanceof KubernetesClientException unanswered && unanswered.getCode() == 0;
    }

    private String token(String namespace, String serviceAccount) {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** A client with the rights of a ServiceAccount that exists; closed with the control plane. */
    public KubernetesClient clientFor(String namespace, String serviceAccount) {
        return client(kubeconfigFor(namespace, serviceAccount));
    }

    /** A kubeconfig of one of {@link #PEOPLE}. */
    public Path kubeconfigOf(String person) {
        if (!PEOPLE.contains(person)) {
            throw new IllegalArgumentException("nobody is called " + person);
        }
        return server.kubeconfig("person." + person, credentials.tokenOf(person), "default");
    }

    /** A client of one of {@link #PEOPLE}; closed with the control plane. */
    public KubernetesClient clientOf(String person) {
        return client(kubeconfigOf(person));
    }

    private KubernetesClient client(Path config) {
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(config.toFile()))
                .build();
        parts.endWith(client::close);
        return client;
    }

    /** Applies every {@code *.yml} and {@code *.yaml} of a directory and waits until the kinds are served. */
    public void applyCrds(Path definitions) {
        List<HasMetadata> applied = new ArrayList<>();
        for (Path file : manifests(definitions)) {
            try (var content = Files.newInputStream(file)) {
                applied.addAll(admin.load(content).forceConflicts().serverSideApply());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (HasMetadata definition : applied) {
            await().atMost(SETTLED_WITHIN).until(() -> isEstablished(definition));
        }
    }

    private static List<Path> manifests(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isEstablished(HasMetadata definition) {
        CustomResourceDefinition seen = admin.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition.getMetadata().getName())
                .get();
        return seen.getStatus() != null
                && seen.getStatus().getConditions() != null
                && seen.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** Every request so far; the control plane must have been started with {@link Extra#AUDIT}. */
    public List<AuditEntry> audited() {
        return audit.orElseThrow(() -> new IllegalStateException("this control plane keeps no audit log"))
                .entries();
    }

    /** The file with an event of the API server in each line; the control plane must have been started with {@link Extra#AUDIT}. */
    public Path auditLog() {
        return audit.orElseThrow(() -> new IllegalStateException("this control plane keeps no audit log"))
                .file();
    }

    /** Runs kubectl as the administrator, for at most two minutes. */
    public Ran kubectl(String... arguments) {
        return run("kubectl", kubeconfig, arguments);
    }

    /** Runs kubectl as one of {@link #PEOPLE}, for at most two minutes. */
    public Ran kubectlOf(String person, String... arguments) {
        return run("kubectl", kubeconfigOf(person), arguments);
    }

    /** Runs helm as the administrator, for at most two minutes. */
    public Ran helm(String... arguments) {
        return run("helm", kubeconfig, arguments);
    }

    /** Runs kubectl as whoever has a kubeconfig, for at most two minutes. */
    public Ran kubectlBy(Path config, String... arguments) {
        return run("kubectl", config, arguments);
    }

    /** Runs helm as whoever has a kubeconfig, for at most two minutes. */
    public Ran helmBy(Path config, String... arguments) {
        return run("helm", config, arguments);
    }

    private Ran run(String tool, Path config, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Binaries.of(tool).toString()));
        command.addAll(List.of(arguments));
        if (tool.equals("helm") && ASKS_NO_CLUSTER.contains(arguments[0])) {
            // Helm takes Kubernetes for 1.20 where nobody told it otherwise as it was built.
            command.addAll(2, List.of("--kube-version", KUBERNETES));
        }
        String label = tool + "-" + toolRuns.incrementAndGet();
        Path output = directory.write(label + ".out", "");
        Path errors = directory.write(label + ".err", "");
        var environment =
                Map.of("KUBECONFIG", config.toString(), "HOME", directory.path().toString());
        try (var child = Child.start(new Launch(tool, command, environment, output, errors))) {
            int exitCode = child.awaitExit(TOOL_ENDS_WITHIN);
            return new Ran(exitCode, Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the processes and removes the files. */
    @Override
    public void close() {
        parts.close();
    }
}
