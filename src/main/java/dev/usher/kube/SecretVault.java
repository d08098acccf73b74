package dev.usher.kube;

import dev.usher.connector.Credentials;
import dev.usher.connector.Sensitive;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.NotOffered;
import dev.usher.sync.SecretRef;
import dev.usher.sync.Vault;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials from Secrets that say themselves where they may be sent.
 *
 * <p>Who may create a TargetApp could otherwise have any Secret of the namespace sent to a host of their own.
 */
public final class SecretVault implements Vault {
    static final String OFFERED = "usher.dev/credential";
    static final String HOSTS = "usher.dev/hosts";

    private final KubernetesClient client;

    public SecretVault(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Credentials read(SecretRef ref, String host) throws NotOffered {
        return find(ref)
                .filter(secret -> offers(secret, host))
                .flatMap(secret -> credentials(secret, ref.key()))
                .orElseThrow(() -> new NotOffered(
                        Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, ref.name(), ref.key(), host)));
    }

    private Optional<Secret> find(SecretRef ref) throws NotOffered {
        try {
            return Optional.ofNullable(client.secrets()
                    .inNamespace(ref.namespace())
                    .withName(ref.name())
                    .get());
        } catch (KubernetesClientException e) {
            throw new NotOffered(Failure.of(Kind.WAITING, Detail.API_SERVER));
        }
    }

    private static boolean offers(Secret secret, String host) {
        var labels = Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
        var annotations =
                Optional.ofNullable(secret.getMetadata().getAnnotations()).orElse(Map.of());
        return "true".equals(labels.get(OFFERED))
                && Arrays.stream(annotations.getOrDefault(HOSTS, "").split(",", -1))
                        .map(String::strip)
                        .anyMatch(host::equalsIgnoreCase);
    }

    private static Optional<Credentials> credentials(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty())
                .map(text -> new Credentials(
                        new Sensitive(text),
                        secret.getMetadata().getUid() + "/"
                                + secret.getMetadata().getResourceVersion()));
    }
}
