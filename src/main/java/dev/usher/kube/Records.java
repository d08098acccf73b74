package dev.usher.kube;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.api.RetainedAccount;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/** Retained accounts as durable records: written, read back, and forgotten. */
public final class Records {
    private static final int HEX_DIGITS = 12;

    private final KubernetesClient client;

    public Records(KubernetesClient client) {
        this.client = client;
    }

    /** Stores a record and reads it back; one of the same account that is there already is replaced. */
    public void create(RetainedAccount account) {
        try {
            client.resource(account).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            replace(account);
        }
        var stored = Optional.ofNullable(client.resource(account).get());
        if (stored.filter(there -> isOfSameAccount(account, there) && !there.isMarkedForDeletion())
                .isEmpty()) {
            throw new IllegalStateException("the record of an account is not stored as it was written");
        }
    }

    /** Stores a record; where one of that name is there already that is as good: its name says all that it means. */
    public Answer createOnce(RetainedAccount account) {
        return Answer.to(() -> client.resource(account).create());
    }

    /**
     * The user, or where this version cannot read the whole of it, one with only the fields by which accounts are
     * found, and that says what becomes of them: who deletes such a user means the accounts as well.
     *
     * <p>They are read from the API server; the resource's own name stands for a login name that is no text either.
     */
    public ProvisionedUser legible(ProvisionedUser user) {
        if (user.getSpec() != null) {
            return user;
        }
        var metadata = user.getMetadata();
        var raw = Optional.ofNullable(
                client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(ProvisionedUser.class))
                        .inNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .get());
        var legible = new ProvisionedUser();
        legible.setMetadata(metadata);
        legible.setStatus(user.getStatus());
        legible.setSpec(ProvisionedUserSpec.of(
                text(raw, "userName").orElse(metadata.getName()),
                text(raw, "externalId").orElse(null),
                text(raw, "deletionPolicy").orElse(null)));
        return legible;
    }

    private static Optional<String> text(Optional<GenericKubernetesResource> raw, String field) {
        return raw.map(resource -> resource.<Object>get("spec", field))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** A new object, because the deletion of the old one may have been decided already while its user was there. */
    private void replace(RetainedAccount account) {
        Optional.ofNullable(client.resource(account).get())
                .filter(there -> isOfSameAccount(account, there))
                .ifPresent(this::delete);
        client.resource(account).create();
    }

    /** The login name may have changed since; the account is the same by what it is found by. */
    private static boolean isOfSameAccount(RetainedAccount written, RetainedAccount stored) {
        var wanted = written.getSpec();
        var there = stored.getSpec();
        return there != null
                && wanted.app().name().equals(there.app().name())
                && Objects.equals(wanted.id(), there.id())
                && Objects.equals(wanted.tenant(), there.tenant())
                && wanted.externalId().equals(there.externalId())
                && wanted.realm().equals(there.realm());
    }

    /** Deletes what is not needed any more, unless it changed since it was read. */
    public void delete(HasMetadata resource) {
        client.resource(resource)
                .lockResourceVersion(resource.getMetadata().getResourceVersion())
                .delete();
    }

    /** Deletes what nobody needs any more, as far as Usher may. */
    public Answer drop(HasMetadata resource) {
        return Answer.to(() -> delete(resource));
    }

    /** The first twelve hexadecimal digits of a text's SHA-256. */
    public static String shortHash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
