package dev.usher.kube;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.sync.Ledger;
import dev.usher.sync.LedgerFailure;
import dev.usher.sync.Page;
import dev.usher.sync.Superseded;
import dev.usher.sync.Tenure;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/** The ledger as one Secret per app, of a core kind so that deleting our definitions does not delete it. */
public final class SecretLedger implements Ledger {
    private static final String TYPE = "provisioning.usher.dev/ledger";
    private static final String APP = "usher.dev/app";
    private static final String EPOCH = "usher.dev/epoch";
    private static final String DATA = "page";
    private static final Duration FOR_ONE_WRITE = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final String namespace;
    private final Tenure tenure;

    public SecretLedger(KubernetesClient client, String namespace, Tenure tenure) {
        this.client = client;
        this.namespace = namespace;
        this.tenure = tenure;
    }

    @Override
    public Page load(AppId app) throws LedgerFailure {
        // Loading raises the epoch, which fences off another operator: only the one in charge may do that.
        requireTenure();
        try {
            var stored = Optional.ofNullable(
                    client.secrets().inNamespace(namespace).withName(name(app)).get());
            if (stored.isEmpty()) {
                var first = Page.first(app, 1);
                return withRevision(first, client.resource(secret(first)).create());
            }
            var page = page(app, stored.get());
            return write(page, page.ofEpoch(page.epoch() + 1));
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    @Override
    public Page write(Page before, Page after) throws LedgerFailure {
        requireTenure();
        try {
            var secret = secret(after);
            secret.getMetadata().setResourceVersion(before.revision());
            return withRevision(after, client.resource(secret).update());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new Superseded("the ledger of " + before.app() + " was written by somebody else");
            }
            throw unreachable(e);
        }
    }

    private void requireTenure() throws LedgerFailure {
        if (!tenure.holds(FOR_ONE_WRITE)) {
            throw new LedgerFailure("this operator is not in charge");
        }
    }

    private static LedgerFailure unreachable(KubernetesClientException e) {
        return new LedgerFailure("the ledger could not be reached: status " + e.getCode());
    }

    private Secret secret(Page page) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name(page.app()))
                .addToLabels("app.kubernetes.io/managed-by", "usher")
                .addToAnnotations(APP, page.app().toString())
                .addToAnnotations(EPOCH, Long.toString(page.epoch()))
                .endMetadata()
                .withType(TYPE)
                .addToData(DATA, StoredPage.encode(page, client.getKubernetesSerialization()))
                .build();
    }

    private Page page(AppId app, Secret stored) throws LedgerFailure {
        var annotations = stored.getMetadata().getAnnotations();
        if (!app.toString().equals(annotations.get(APP))) {
            throw new LedgerFailure("the Secret " + name(app) + " is not the ledger of " + app);
        }
        return StoredPage.decode(
                app,
                Long.parseLong(annotations.getOrDefault(EPOCH, "0")),
                stored.getMetadata().getResourceVersion(),
                stored.getData().getOrDefault(DATA, ""),
                client.getKubernetesSerialization());
    }

    private static Page withRevision(Page page, Secret stored) {
        return page.ofRevision(stored.getMetadata().getResourceVersion());
    }

    private static String name(AppId app) {
        return "usher-ledger-" + Tenant.of("ledger|" + app).fingerprint();
    }
}
