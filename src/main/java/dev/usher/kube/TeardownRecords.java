package dev.usher.kube;

import dev.usher.api.AccountEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.domain.account.Tenant;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What is left of users whose namespace is being deleted: neither our kinds nor events can be created there any more.
 *
 * <p>One Secret per namespace and two letters of a fingerprint, so that a hundred thousand users fit.
 */
public final class TeardownRecords {
    private final KubernetesClient client;
    private final String namespace;

    public TeardownRecords(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Records a user with the accounts that stay as they are; returns once it is stored. */
    public void record(ProvisionedUser user) {
        var metadata = user.getMetadata();
        var name = name(metadata.getNamespace(), metadata.getName());
        var json = client.getKubernetesSerialization()
                .asJson(new TornDown(
                        metadata.getNamespace(),
                        metadata.getName(),
                        metadata.getUid(),
                        Optional.ofNullable(user.getSpec())
                                .map(spec -> Optional.ofNullable(spec.externalId())
                                        .orElse(metadata.getNamespace() + "/" + metadata.getName()))
                                .orElse(""),
                        Optional.ofNullable(user.getStatus())
                                .map(status -> status.accounts())
                                .orElse(List.of())));
        var patch = new SecretBuilder()
                .addToData(
                        metadata.getName(), Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            merge(name, patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            create(name, metadata.getNamespace());
            merge(name, patch);
        }
    }

    private void merge(String name, Secret patch) {
        client.secrets()
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"data\":" + client.getKubernetesSerialization().asJson(patch.getData()) + "}");
    }

    private void create(String name, String torn) {
        try {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(namespace)
                            .addToLabels("app.kubernetes.io/managed-by", "usher")
                            .addToLabels("usher.dev/teardown", torn)
                            .endMetadata()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private static String name(String torn, String user) {
        return "usher-teardown-" + torn + "-" + Tenant.of(user).fingerprint().substring(0, 2);
    }

    record TornDown(String namespace, String user, String uid, String externalId, List<AccountEntry> accounts) {}
}
