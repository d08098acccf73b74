package dev.usher.cluster;

import dev.usher.cluster.Child.Launch;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** kube-apiserver over an etcd of its own: etcd on a socket in the run's directory, the API on a free port of 127.0.0.1. */
final class ApiServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int ATTEMPTS = 3;

    private final RunDirectory directory;
    private final Credentials credentials;
    private final Child etcd;
    private final Child server;
    private final int port;

    private ApiServer(RunDirectory directory, Credentials credentials, Child etcd, Child server, int port) {
        this.directory = directory;
        this.credentials = credentials;
        this.etcd = etcd;
        this.server = server;
        this.port = port;
    }

    /** Starts both and waits until the API server says that it is ready. */
    static ApiServer start(RunDirectory directory, Credentials credentials, List<String> moreFlags) {
        Path etcdBinary = Binaries.of("etcd");
        Path serverBinary = Binaries.of("kube-apiserver");
        Child etcd = startEtcd(etcdBinary, directory);
        for (int attempt = 1; ; attempt++) {
            int port = FreePort.find();
            Child server = startServer(serverBinary, directory, flags(directory, credentials, port, moreFlags));
            var started = new ApiServer(directory, credentials, etcd, server, port);
            try {
                started.awaitReady();
                return started;
            } catch (RuntimeException e) {
                server.close();
                // Somebody may have taken the port between our look and the server's.
                if (attempt == ATTEMPTS || !server.lastLines().contains("address already in use")) {
                    etcd.close();
                    throw e;
                }
            }
        }
    }

    private static Child startEtcd(Path binary, RunDirectory directory) {
        return Child.start(Launch.logging(
                "etcd",
                List.of(
                        binary.toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--listen-client-urls=" + etcdUrl(directory),
                        "--listen-peer-urls=unix://" + directory.resolve("peer.sock") + ":1",
                        // Told to clients that ask for the members; nobody does, and it has to be a host and a port.
                        "--advertise-client-urls=http://127.0.0.1:1"),
                directory.resolve("etcd.log")));
    }

    private static String etcdUrl(RunDirectory directory) {
        return "unix://" + directory.resolve("etcd.sock") + ":1";
    }

    private static Child startServer(Path binary, RunDirectory directory, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(flags);
        return Child.start(Launch.logging("kube-apiserver", command, directory.resolve("kube-apiserver.log")));
    }

    private static List<String> flags(
            RunDirectory directory, Credentials credentials, int port, List<String> moreFlags) {
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=" + etcdUrl(directory),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory.resolve("pki"),
                "--service-account-key-file=" + credentials.verificationKey(),
                "--service-account-signing-key-file=" + credentials.signingKey(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--token-auth-file=" + credentials.tokenFile(),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--disable-admission-plugins=ServiceAccount",
                "--allow-privileged"));
        flags.addAll(moreFlags);
        return flags;
    }

    private void awaitReady() {
        // The key is written after the certificate, which is there before it is whole: a client that read half of it
        // would trust nobody.
        server.awaitWhileAlive(READY_WITHIN, () -> Files.exists(pki("apiserver.key")));
        Path kubeconfig = kubeconfig("admin", credentials.adminToken(), "default");
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            server.awaitWhileAlive(READY_WITHIN, () -> isReady(client));
        }
    }

    private static boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    // Self-signed by the server at its start, for 127.0.0.1: clients trust exactly this one.
    private Path certificate() {
        return pki("apiserver.crt");
    }

    private Path pki(String name) {
        return directory.resolve("pki").resolve(name);
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    /** Writes a kubeconfig for a bearer token into the run's directory and returns its path. */
    Path kubeconfig(String user, String token, String namespace) {
        return directory.write(user + ".kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: usher
                clusters:
                  - name: usher
                    cluster: {server: "%s", certificate-authority: "%s"}
                users:
                  - name: "%s"
                    user: {token: "%s"}
                contexts:
                  - name: usher
                    context: {cluster: usher, user: "%3$s", namespace: "%5$s"}
                """.formatted(url(), certificate(), user, token, namespace));
    }

    @Override
    public void close() {
        server.close();
        etcd.close();
    }
}
