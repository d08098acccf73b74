package dev.usher.kube;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Sensitive;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    public Credentials read(String namespace, List<SecretUse> uses) throws NotOffered {
        var read = new TreeMap<String, Optional<Secret>>();
        for (var use : uses) {
            if (!read.containsKey(use.secret())) {
                read.put(use.secret(), find(namespace, use.secret()));
            }
        }
        var values = new TreeMap<String, Sensitive>();
        for (var use : uses) {
            values.put(
                    use.role(),
                    read.getOrDefault(use.secret(), Optional.empty())
                            .filter(secret -> offers(secret, use.hosts()))
                            .flatMap(secret -> value(secret, use.key()))
                            .orElseThrow(() -> notOffered(use)));
        }
        return new Credentials(values, version(read));
    }

    private static NotOffered notOffered(SecretUse use) {
        return new NotOffered(Failure.of(
                Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, use.secret(), use.key(), String.join(",", use.hosts())));
    }

    private Optional<Secret> find(String namespace, String name) throws NotOffered {
        try {
            return Optional.ofNullable(
                    client.secrets().inNamespace(namespace).withName(name).get());
        } catch (KubernetesClientException e) {
            throw new NotOffered(Failure.of(Kind.WAITING, Detail.API_SERVER));
        }
    }

    private static boolean offers(Secret secret, List<String> hosts) {
        var labels = Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
        var annotations =
                Optional.ofNullable(secret.getMetadata().getAnnotations()).orElse(Map.of());
        var offered = Arrays.stream(annotations.getOrDefault(HOSTS, "").split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return "true".equals(labels.get(OFFERED)) && offered.containsAll(hosts);
    }

    private static Optional<Sensitive> value(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .flatMap(data -> Optional.ofNullable(data.get(key)))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty())
                .map(Sensitive::new);
    }

    private static String version(Map<String, Optional<Secret>> read) {
        return read.values().stream()
                .flatMap(Optional::stream)
                .map(secret -> secret.getMetadata().getUid() + "/"
                        + secret.getMetadata().getResourceVersion())
                .collect(Collectors.joining(","));
    }
}
