package dev.usher.kube;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.safety.Member;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ledger as one Secret per app, and one for each list that is too long for it, of a core kind so that deleting our definitions does not delete it. */
public final class SecretLedger implements Ledger {
    private static final String TYPE = "provisioning.usher.dev/ledger";
    private static final String APP = "usher.dev/app";
    private static final String EPOCH = "usher.dev/epoch";
    private static final String DATA = "page";
    private static final String SHEET = "sheet";
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
                return withRevision(
                        first, client.resource(secret(first, new Sheets())).create());
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
            var sheets = new Sheets();
            var named = sheets.of(before).map(Sheet::id).collect(Collectors.toUnmodifiableSet());
            sheets.of(after).filter(sheet -> !named.contains(sheet.id())).forEach(sheet -> store(after.app(), sheet));
            var secret = secret(after, sheets);
            secret.getMetadata().setResourceVersion(before.revision());
            var stored = withRevision(after, client.resource(secret).update());
            var needed = sheets.of(after).map(Sheet::id).collect(Collectors.toUnmodifiableSet());
            named.stream().filter(id -> !needed.contains(id)).forEach(id -> drop(after.app(), id));
            return stored;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new Superseded("the ledger of " + before.app() + " was written by somebody else");
            }
            throw unreachable(e);
        }
    }

    /** Whoever stored the same before has stored what it says. */
    private void store(AppId app, Sheet sheet) {
        try {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(name(app, sheet.id()))
                            .addToLabels("app.kubernetes.io/managed-by", "usher")
                            .addToAnnotations(APP, app.toString())
                            .endMetadata()
                            .withType(TYPE)
                            .addToData(SHEET, sheet.text())
                            .withImmutable(true)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    /** What nobody names does no harm. */
    private void drop(AppId app, String id) {
        try {
            client.secrets().inNamespace(namespace).withName(name(app, id)).delete();
        } catch (KubernetesClientException e) {
            System.getLogger(SecretLedger.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a part of the ledger that is not needed could not be deleted: status " + e.getCode());
        }
    }

    /** Without a list its wave has nobody, who are counted once more then: locks must not wait for that. */
    private Set<Member> members(AppId app, List<String> ids) {
        var members = new HashSet<Member>();
        for (var id : ids) {
            var stored = client.secrets()
                    .inNamespace(namespace)
                    .withName(name(app, id))
                    .get();
            var sheet = new Sheet(id, stored == null ? "" : stored.getData().getOrDefault(SHEET, ""));
            if (sheet.isWhole()) {
                members.addAll(Sheet.members(sheet.text()));
            } else {
                System.getLogger(SecretLedger.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "a part of the ledger of " + app + " is not there: the Secret " + name(app, id));
            }
        }
        return members;
    }

    private void requireTenure() throws LedgerFailure {
        if (!tenure.holds(FOR_ONE_WRITE)) {
            throw new LedgerFailure("this operator is not in charge");
        }
    }

    private static LedgerFailure unreachable(KubernetesClientException e) {
        return new LedgerFailure("the ledger could not be reached: status " + e.getCode());
    }

    private Secret secret(Page page, Sheets sheets) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name(page.app()))
                .addToLabels("app.kubernetes.io/managed-by", "usher")
                .addToAnnotations(APP, page.app().toString())
                .addToAnnotations(EPOCH, Long.toString(page.epoch()))
                .endMetadata()
                .withType(TYPE)
                .addToData(DATA, StoredPage.encode(page, client.getKubernetesSerialization(), sheets))
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
                client.getKubernetesSerialization(),
                ids -> members(app, ids));
    }

    private static Page withRevision(Page page, Secret stored) {
        return page.ofRevision(stored.getMetadata().getResourceVersion());
    }

    private static String name(AppId app, String sheet) {
        return name(app) + "-" + sheet;
    }

    private static String name(AppId app) {
        return "usher-ledger-" + Tenant.of("ledger|" + app).fingerprint();
    }
}
