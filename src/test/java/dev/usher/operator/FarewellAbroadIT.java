package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody is deleted who has an account in an app of a namespace beside whose app nothing can be written. */
@ExtendWith(WithControlPlane.class)
class FarewellAbroadIT {
    private OperatorWorld world;
    private OperatorProcess operator;
    private Company parent;
    private Company subsidiary;
    private App wiki;

    @BeforeEach
    void adaHasAnAccountInTheAppOfTheParent(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "farewell", 2);
        operator = world.startOperator();
        parent = world.company();
        subsidiary = world.company();
        wiki = parent.undeclaredApp("wiki");
        parent.secret("wiki", "127.0.0.1", wiki.simulator().token());
        parent.declare("wiki", wiki.simulator().endpoint(), "allowedNamespaces: {from: All}");
        subsidiary.apply("Role", "staff", "{grants: [{app: {name: wiki, namespace: " + parent.namespace() + "}}]}");
        subsidiary.user("ada", "{userName: ada, externalId: \"1815\", roles: [{name: staff}]}");
        subsidiary.awaitReady("ada");
        wiki.simulator().reset();
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** No controller runs here that would finish the deletion: the namespace goes on going. */
    @Test
    void whereThatNamespaceIsGoingTheUserGoesAndTheAccountIsWrittenDownWithTheOperator() {
        subsidiary.client().namespaces().withName(parent.namespace()).delete();

        subsidiary.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(subsidiary.find(ProvisionedUser.class, "ada")).isEmpty());
        assertIsWrittenDownAndUntouched();
    }

    @Test
    void whereThatNamespaceIsNotWatchedAnyMoreTheUserGoesAndTheAccountIsWrittenDownWithTheOperator() {
        operator.close();
        world.launchOperator(Map.of("USHER_WATCH_NAMESPACES", subsidiary.namespace()))
                .awaitReady();

        subsidiary.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(subsidiary.find(ProvisionedUser.class, "ada")).isEmpty());
        assertIsWrittenDownAndUntouched();
    }

    @Test
    void whereAnotherInstallationLooksAfterThatNamespaceTheUserGoesAndTheAccountIsWrittenDownWithTheOperator() {
        operator.close();
        subsidiary
                .client()
                .leases()
                .inNamespace(parent.namespace())
                .withName("usher-owner")
                .edit(lease -> new LeaseBuilder(lease)
                        .editSpec()
                        .withHolderIdentity("other/elsewhere")
                        .endSpec()
                        .build());
        world.startOperator();

        subsidiary.delete(ProvisionedUser.class, "ada");

        soon(() -> assertThat(subsidiary.find(ProvisionedUser.class, "ada")).isEmpty());
        assertIsWrittenDownAndUntouched();
    }

    private void assertIsWrittenDownAndUntouched() {
        assertThat(parent.retained()).isEmpty();
        assertThat(subsidiary.retained()).isEmpty();
        assertThat(written("ada")).contains(parent.namespace(), wiki.idOf("ada"));
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(wiki.simulator().writes()).isZero();
    }

    /** What is left of a user of the subsidiary beside the operator. */
    private String written(String user) {
        return subsidiary.client().secrets().inNamespace(world.home()).list().getItems().stream()
                .filter(secret ->
                        secret.getMetadata().getName().startsWith("usher-teardown-" + subsidiary.namespace() + "-"))
                .flatMap(secret -> secret.getData().entrySet().stream())
                .filter(entry -> entry.getKey().equals(user))
                .map(entry -> new String(Base64.getDecoder().decode(entry.getValue()), UTF_8))
                .findFirst()
                .orElse("nothing");
    }
}
