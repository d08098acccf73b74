package dev.usher.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In a pod the token is a file that the kubelet writes anew before the token ends. */
@ExtendWith(WithControlPlane.class)
class RenewedTokenIT {
    private static final Duration FORGOTTEN_WITHIN = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final String home;

    @TempDir
    private Path directory = Path.of("");

    RenewedTokenIT(ControlPlane plane, TestNamespace home) {
        this.plane = plane;
        this.home = home.name();
    }

    @Test
    void anOperatorGoesOnWithTheNextTokenOnceTheOneItBeganWithIsWorthless() throws IOException {
        try (var world = OperatorWorld.prepare(plane, new TestNamespace(home), 1)) {
            var first = bound("first");
            var token = token(first);
            Files.writeString(directory.resolve("token"), token);
            var operator = world.launchOperator(directory.resolve("no-kubeconfig"), inAPod());
            operator.awaitReady();
            var company = world.company();
            company.user("ada", "userName: ada");
            company.awaitReady("ada");

            Files.writeString(directory.resolve("token"), token(bound("second")));
            plane.adminClient().resource(first).delete();
            await().atMost(FORGOTTEN_WITHIN).untilAsserted(() -> isRefused(token));
            company.user("grace", "userName: grace");

            company.awaitReady("grace");
        }
    }

    /** By which a client knows that it is in one, and where its files are. */
    private Map<String, String> inAPod() {
        var admin = Config.fromKubeconfig(plane.kubeconfig().toFile());
        var server = URI.create(admin.getMasterUrl());
        return Map.of(
                "KUBERNETES_SERVICE_HOST", server.getHost(),
                "KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()),
                "KUBERNETES_CERTS_CA_FILE", admin.getCaCertFile(),
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN",
                        directory.resolve("token").toString());
    }

    /** A token that is bound to a Secret is worth nothing once that is gone. */
    private Secret bound(String name) {
        return plane.adminClient()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(home)
                        .endMetadata()
                        .build())
                .create();
    }

    private String token(Secret secret) {
        return plane.adminClient()
                .serviceAccounts()
                .inNamespace(home)
                .withName("usher")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .withNewBoundObjectRef()
                        .withApiVersion("v1")
                        .withKind("Secret")
                        .withName(secret.getMetadata().getName())
                        .withUid(secret.getMetadata().getUid())
                        .endBoundObjectRef()
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private void isRefused(String token) {
        var config = new ConfigBuilder(Config.fromKubeconfig(plane.kubeconfig().toFile()))
                .withClientCertData(null)
                .withClientKeyData(null)
                .withOauthToken(token)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            assertThatThrownBy(() -> client.namespaces().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(401));
        }
    }
}
