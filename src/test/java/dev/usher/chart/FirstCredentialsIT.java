package dev.usher.chart;

import static dev.usher.chart.Policies.deniedBy;
import static dev.usher.chart.Policies.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.PasswordPolicy;
import dev.usher.kube.SecretHandout;
import dev.usher.sync.Basis;
import dev.usher.sync.Handout;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the chart lets the operator keep passwords beside users, it can keep them there, and do nothing else to Secrets. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane
class FirstCredentialsIT {
    private static final String POLICY = "first-credentials";
    private static final Instant DUE = Instant.parse("2026-09-15T12:00:00Z");

    private final Person operator;
    private final KubernetesClient admin;

    FirstCredentialsIT(ControlPlane plane) {
        this.operator = new Person("the operator", plane.clientFor(Policies.RELEASE_NAMESPACE, "usher"));
        this.admin = plane.adminClient();
    }

    @BeforeAll
    static void install(ControlPlane plane) {
        new Policies(plane).install("--set", "rbac.firstCredentials=true");
        plane.adminClient().resource(secret(Person.NAMESPACE, "theirs")).create();
    }

    private static Secret secret(String namespace, String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToStringData("key", "value")
                .build();
    }

    private static Acts.Act creates(Secret secret) {
        return who -> who.client().resource(secret).dryRun().create();
    }

    @Test
    void itKeepsAPasswordAndTakesItAway() throws Exception {
        var user = new Basis.Reference("ProvisionedUser", Person.NAMESPACE, "ada", "u-1", 1);
        var app = new AppId(Person.NAMESPACE, "wiki");
        var handout = new SecretHandout(operator.client());
        var place = handout.place(user, app);
        handout.keep(new Handout.Parcel(user, app, DUE, place, "ada", Map.of("by", "letter")), PasswordPolicy.STANDARD);
        assertThat(admin.secrets()
                        .inNamespace(Person.NAMESPACE)
                        .withName(place.secret())
                        .get())
                .isNotNull();

        handout.drop(place, DUE);
        assertThat(admin.secrets()
                        .inNamespace(Person.NAMESPACE)
                        .withName(place.secret())
                        .get())
                .isNull();
    }

    @Test
    void itWritesNoOtherSecretBesideUsers() {
        var named = secret(Person.NAMESPACE, "usher-first-1");
        var labelled = secret(Person.NAMESPACE, "mine");
        labelled.getMetadata().setLabels(Map.of("usher.dev/first-credential", "true"));

        Policies.soon(() -> assertThat(refusal(operator, creates(secret(Person.NAMESPACE, "mine"))))
                .contains(deniedBy(POLICY)));
        assertThat(refusal(operator, creates(named))).contains(deniedBy(POLICY));
        assertThat(refusal(operator, creates(labelled))).contains(deniedBy(POLICY));
    }

    @Test
    void itDeletesNoSecretOfAnybodyElse() {
        Policies.soon(() -> assertThat(refusal(
                        operator,
                        who -> who.client()
                                .secrets()
                                .inNamespace(Person.NAMESPACE)
                                .withName("theirs")
                                .dryRun()
                                .delete()))
                .contains(deniedBy(POLICY)));
    }

    @Test
    void whatItKeepsForItselfIsItsOwnBusinessAndSoIsWhatOthersWrite() {
        assertThat(refusal(operator, creates(secret(Policies.RELEASE_NAMESPACE, "ledger"))))
                .isEmpty();
        admin.resource(secret(Person.NAMESPACE, "of-an-admin")).dryRun().create();
    }
}
