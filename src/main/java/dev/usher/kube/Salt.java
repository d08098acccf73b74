package dev.usher.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The salt of this installation's digests, made once and kept in a Secret. */
public final class Salt {
    private static final String NAME = "usher-salt";
    private static final String KEY = "salt";
    private static final int BYTES = 32;

    private Salt() {}

    /** Reads the salt, and makes it where there is none; of two that make it at once, the first one's counts. */
    public static byte[] of(KubernetesClient client, String namespace) {
        var stored = read(client, namespace).orElseGet(() -> make(client, namespace));
        return Base64.getDecoder().decode(stored.getData().get(KEY));
    }

    private static Optional<Secret> read(KubernetesClient client, String namespace) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(NAME).get());
    }

    private static Secret make(KubernetesClient client, String namespace) {
        var salt = new byte[BYTES];
        new SecureRandom().nextBytes(salt);
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/managed-by", "usher")
                .endMetadata()
                .addToData(KEY, Base64.getEncoder().encodeToString(salt))
                .withImmutable(true)
                .build();
        try {
            return client.resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return read(client, namespace).orElseThrow(() -> e);
            }
            throw e;
        }
    }
}
