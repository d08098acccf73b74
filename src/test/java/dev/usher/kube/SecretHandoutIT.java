package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisionedUserSpec;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.sync.Basis;
import dev.usher.sync.Handout;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passwords in Secrets of a real API server. */
@ExtendWith(WithControlPlane.class)
class SecretHandoutIT {
    private static final Instant DUE = Instant.parse("2026-09-15T12:00:00Z");
    private static final AppId APP = new AppId("people", "wiki");

    private final KubernetesClient client;
    private final String namespace;
    private final SecretHandout handout;

    SecretHandoutIT(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.adminClient();
        this.namespace = namespace.name();
        this.handout = new SecretHandout(client);
    }

    private Basis.Reference user(String name) {
        var user = new ProvisionedUser();
        user.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        user.setSpec(ProvisionedUserSpec.of(name, null, null));
        var there = Optional.ofNullable(client.resource(user).get())
                .orElseGet(() -> client.resource(user).create());
        return new Basis.Reference(
                "ProvisionedUser", namespace, name, there.getMetadata().getUid(), 1);
    }

    private Handout.Parcel parcel(String name, Instant occasion) {
        var user = user(name);
        return new Handout.Parcel(user, APP, occasion, handout.place(user, APP), name, Map.of("deliver", "by-letter"));
    }

    private Optional<Secret> secret(Handout.Parcel parcel) {
        return Optional.ofNullable(client.secrets()
                .inNamespace(namespace)
                .withName(parcel.place().secret())
                .get());
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private static String typed(Sensitive kept) {
        return kept.reveal(text -> text);
    }

    @Test
    void aPasswordLiesInASecretThatGoesWithItsUser() throws Exception {
        var parcel = parcel("ada", DUE);
        var kept = handout.keep(parcel, PasswordPolicy.STANDARD);

        var secret = secret(parcel).orElseThrow();
        assertThat(text(secret, "username")).isEqualTo("ada");
        assertThat(text(secret, "password")).isEqualTo(typed(kept)).hasSize(20);
        assertThat(secret.getType()).isEqualTo("kubernetes.io/basic-auth");
        assertThat(secret.getMetadata().getLabels()).containsEntry("deliver", "by-letter");
        assertThat(secret.getMetadata().getAnnotations())
                .containsEntry("usher.dev/user", "ada")
                .containsEntry("usher.dev/app", "people/wiki");
        assertThat(secret.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("ProvisionedUser");
            assertThat(owner.getUid()).isEqualTo(parcel.user().uid());
        });
    }

    @Test
    void onOneOccasionItIsOnePasswordAndOnAnotherOneAnother() throws Exception {
        var first = handout.keep(parcel("grace", DUE), PasswordPolicy.STANDARD);
        var again = new SecretHandout(client).keep(parcel("grace", DUE), PasswordPolicy.STANDARD);
        var later = handout.keep(parcel("grace", DUE.plusSeconds(1)), PasswordPolicy.STANDARD);

        assertThat(typed(again)).isEqualTo(typed(first));
        assertThat(typed(later)).isNotEqualTo(typed(first));
        assertThat(text(secret(parcel("grace", DUE)).orElseThrow(), "password")).isEqualTo(typed(later));
    }

    @Test
    void itIsTakenAwayAndThatItIsNotThereIsAsGood() throws Exception {
        var parcel = parcel("alan", DUE);
        handout.keep(parcel, PasswordPolicy.STANDARD);
        handout.drop(parcel.place(), DUE.minusSeconds(1));
        assertThat(secret(parcel)).isPresent();
        handout.drop(parcel.place(), DUE);
        assertThat(secret(parcel)).isEmpty();
        handout.drop(parcel.place(), DUE);
    }

    @Test
    void aSecretOfSomebodyElseIsNeitherReadNorReplacedNorDeleted() throws Exception {
        var parcel = parcel("mallory", DUE);
        var theirs = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(parcel.place().secret())
                .addToAnnotations("usher.dev/occasion", DUE.toString())
                .endMetadata()
                .withType("kubernetes.io/basic-auth")
                .addToStringData("username", "mallory")
                .addToStringData("password", "what mallory knows")
                .build();
        client.resource(theirs).create();

        assertThatThrownBy(() -> handout.keep(parcel, PasswordPolicy.STANDARD))
                .isInstanceOfSatisfying(
                        Handout.NotKept.class,
                        refused -> assertThat(refused.why())
                                .isEqualTo(Failure.of(
                                        Kind.CREDENTIAL_NOT_KEPT,
                                        Detail.SECRET_TAKEN,
                                        parcel.place().secret())));
        handout.drop(parcel.place(), DUE);
        assertThat(text(secret(parcel).orElseThrow(), "password")).isEqualTo("what mallory knows");
    }

    @Test
    void aNamespaceThatIsNotThereIsWaitedFor() {
        var user = new Basis.Reference("ProvisionedUser", "nowhere", "ada", "u1", 1);
        var parcel = new Handout.Parcel(user, APP, DUE, handout.place(user, APP), "ada", Map.of());

        assertThatThrownBy(() -> handout.keep(parcel, PasswordPolicy.STANDARD)).isInstanceOf(Handout.NotKept.class);
    }
}
