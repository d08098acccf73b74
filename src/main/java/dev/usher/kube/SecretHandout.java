package dev.usher.kube;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.sync.Basis;
import dev.usher.sync.DueCredential;
import dev.usher.sync.Handout;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords as Secrets in the namespaces of users, of the type that holds a user name and a password, which go with the user.
 *
 * <p>No Secret of another name, and none that is not labelled as ours, is read, changed or deleted.
 */
public final class SecretHandout implements Handout {
    /** What is of this type has the keys {@code username} and {@code password} (Kubernetes, types of Secret). */
    private static final String TYPE = "kubernetes.io/basic-auth";

    private static final String OURS = "usher.dev/first-credential";
    private static final String OCCASION = "usher.dev/occasion";
    private static final String APP = "usher.dev/app";
    private static final String USER = "usher.dev/user";
    private static final String USER_NAME = "username";
    private static final String PASSWORD = "password";
    private static final int HTTP_UNPROCESSABLE = 422;
    private static final int ATTEMPTS = 3;
    private static final int DIGITS = 20;

    private final KubernetesClient client;
    private final SecureRandom random = new SecureRandom();

    public SecretHandout(KubernetesClient client) {
        this.client = client;
    }

    /** By a digest: names of users and apps together may be longer than the name of a Secret. */
    @Override
    public DueCredential.Place place(Basis.Reference user, AppId app) {
        var digest = digest(user.uid() + "\n" + app);
        return new DueCredential.Place(user.namespace(), "usher-first-" + digest);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }

    @Override
    public Sensitive unknown(PasswordPolicy policy) {
        return new Sensitive(policy.make(random));
    }

    @Override
    public Sensitive keep(Parcel parcel, PasswordPolicy policy) throws NotKept {
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                var there = there(parcel.place());
                var kept =
                        there.filter(secret -> isOf(secret, parcel.occasion())).flatMap(SecretHandout::kept);
                if (kept.isPresent()) {
                    return kept.get();
                }
                if (there.isPresent()) {
                    delete(there.get());
                }
                var fresh = unknown(policy);
                if (create(parcel, fresh)) {
                    return fresh;
                }
            }
            throw new NotKept(Failure.of(Kind.CREDENTIAL_NOT_KEPT, Detail.NONE));
        } catch (KubernetesClientException e) {
            throw notKept(e, parcel.place());
        }
    }

    /** What is there and of no use is deleted as it was seen, and nothing that came in its place. */
    private void delete(Secret secret) {
        client.resource(secret).lockResourceVersion().delete();
    }

    private Optional<Secret> there(DueCredential.Place place) throws NotKept {
        var there = Optional.ofNullable(client.secrets()
                .inNamespace(place.namespace())
                .withName(place.secret())
                .get());
        if (there.filter(secret -> !isOurs(secret)).isPresent()) {
            throw new NotKept(Failure.of(Kind.CREDENTIAL_NOT_KEPT, Detail.SECRET_TAKEN, place.secret()));
        }
        return there;
    }

    private static boolean isOurs(Secret secret) {
        return "true".equals(labels(secret).get(OURS)) && TYPE.equals(secret.getType());
    }

    private static Map<String, String> labels(Secret secret) {
        return Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
    }

    private static boolean isOf(Secret secret, Instant occasion) {
        return occasion.toString().equals(annotations(secret).get(OCCASION));
    }

    private static Map<String, String> annotations(Secret secret) {
        return Optional.ofNullable(secret.getMetadata().getAnnotations()).orElse(Map.of());
    }

    private static Optional<Sensitive> kept(Secret secret) {
        return Optional.ofNullable(secret.getData())
                .flatMap(data -> Optional.ofNullable(data.get(PASSWORD)))
                .map(text -> new Sensitive(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    }

    /** False where one came in between. */
    private boolean create(Parcel parcel, Sensitive fresh) {
        try {
            client.resource(secret(parcel, fresh)).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private static Secret secret(Parcel parcel, Sensitive fresh) {
        var user = parcel.user();
        var place = parcel.place();
        return fresh.reveal(password -> new SecretBuilder()
                .withNewMetadata()
                .withNamespace(place.namespace())
                .withName(place.secret())
                .addToLabels(parcel.labels())
                .addToLabels("app.kubernetes.io/managed-by", "usher")
                .addToLabels(OURS, "true")
                .addToAnnotations(USER, user.name())
                .addToAnnotations(APP, parcel.app().toString())
                .addToAnnotations(OCCASION, parcel.occasion().toString())
                .addToOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("provisioning.usher.dev/v1alpha1")
                        .withKind(user.kind())
                        .withName(user.name())
                        .withUid(user.uid())
                        .build())
                .endMetadata()
                .withType(TYPE)
                .withImmutable(true)
                .addToStringData(USER_NAME, parcel.userName())
                .addToStringData(PASSWORD, password)
                .build());
    }

    @Override
    public void drop(DueCredential.Place place, Instant occasion) throws NotKept {
        try {
            var there = Optional.ofNullable(client.secrets()
                    .inNamespace(place.namespace())
                    .withName(place.secret())
                    .get());
            there.filter(SecretHandout::isOurs)
                    .filter(secret -> isOf(secret, occasion))
                    .ifPresent(this::delete);
        } catch (KubernetesClientException e) {
            throw notKept(e, place);
        }
    }

    private static NotKept notKept(KubernetesClientException e, DueCredential.Place place) {
        return new NotKept(
                switch (e.getCode()) {
                    case HttpURLConnection.HTTP_FORBIDDEN ->
                        Failure.of(Kind.CREDENTIAL_NOT_KEPT, Detail.SECRETS_DENIED, place.namespace());
                    case HTTP_UNPROCESSABLE -> Failure.of(Kind.CREDENTIAL_NOT_KEPT, Detail.NONE);
                    case HttpURLConnection.HTTP_CONFLICT -> Failure.of(Kind.WAITING, Detail.NONE);
                    default -> Failure.of(Kind.WAITING, Detail.API_SERVER);
                });
    }
}
