package dev.usher.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.domain.account.Identity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
class LiveHoldersIT {
    private final ControlPlane plane;
    private final String namespace;
    private final LiveHolders holders;

    LiveHoldersIT(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.holders = new LiveHolders(plane.adminClient());
    }

    private void has(String kind, String name, String spec) {
        plane.adminClient()
                .resource("""
                        apiVersion: provisioning.usher.dev/v1alpha1
                        kind: %s
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """.formatted(kind, name, namespace, spec))
                .forceConflicts()
                .serverSideApply();
    }

    @Test
    void aUserIsFoundByTheirKeyWhateverIsInIt() {
        var keys = List.of("1815", "cn=ada,ou=people", "acme\\ada", "a,spec.externalId!=b", "ada lovelace&x=1");
        for (var key : keys) {
            has("ProvisionedUser", "ada-" + keys.indexOf(key), "{userName: ada, externalId: '" + key + "'}");
        }

        for (var key : keys) {
            assertThat(holders.users(namespace, key))
                    .extracting(user -> user.getMetadata().getName())
                    .containsExactly("ada-" + keys.indexOf(key));
        }
    }

    @Test
    void anAccountWithoutAUserIsFoundByItsKeyAndByThatOfThePersonBehindIt() {
        retained("wiki-1", "externalId: '1815', realm: REALM");
        retained("wiki-2", "externalId: adm-ada, realm: REALM, person: {realm: REALM, externalId: '1815'}");
        retained("wiki-3", "externalId: '1815', realm: elsewhere");
        retained("wiki-4", "externalId: '1906', realm: REALM");

        assertThat(holders.retained(Optional.of(namespace), namespace, "1815"))
                .extracting(account -> account.getMetadata().getName())
                .containsExactlyInAnyOrder("wiki-1", "wiki-2");
        assertThat(holders.retained(Optional.empty(), namespace, "1815")).hasSize(2);
    }

    @Test
    void anAccountWithoutAUserIsFoundByTheNameThatItsUserHad() {
        retained("chat-1", "externalId: '1791', realm: REALM, user: ada");
        retained("chat-2", "externalId: '1791', realm: elsewhere, user: ada");
        retained("chat-3", "externalId: '1843', realm: REALM, user: grace");

        assertThat(holders.retainedOfUser(Optional.of(namespace), Identity.ofName(namespace, "ada")))
                .extracting(account -> account.getMetadata().getName())
                .containsExactly("chat-1");
    }

    private void retained(String name, String whose) {
        has(
                "RetainedAccount",
                name,
                "{app: {name: wiki}, tenant: k2v9, id: '" + name + "', reason: UserDeleted, "
                        + whose.replace("REALM", namespace) + "}");
    }
}
