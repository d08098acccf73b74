package dev.usher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.cluster.ControlPlane.Extra;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CONTROLLER_MANAGER, Extra.AUDIT})
class PrivateControlPlaneIT {

    private static final AtomicReference<ControlPlane> SEEN_BY_THE_CLASS = new AtomicReference<>();

    @BeforeAll
    static void remember(ControlPlane plane) {
        SEEN_BY_THE_CLASS.set(plane);
    }

    @Test
    void deletesANamespaceToItsEnd(ControlPlane plane) {
        plane.kubectl("create", "namespace", "doomed");
        plane.kubectl("delete", "namespace", "doomed", "--wait=false");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(plane.adminClient()
                                .namespaces()
                                .withName("doomed")
                                .get())
                        .isNull());
    }

    @Test
    void tellsWhoAskedForWhatAndWhatTheAnswerWas(ControlPlane plane, TestNamespace namespace) {
        String name = namespace.name();
        plane.kubectl("create", "serviceaccount", "curious", "-n", name);
        plane.kubectl("get", "secret", "diary", "-n", name, "--as=system:serviceaccount:" + name + ":curious");
        plane.kubectl("get", "deployment", "web", "--subresource=scale", "-n", name);

        String admin = "admin";
        assertThat(plane.audited())
                .contains(
                        new AuditEntry(admin, "create", "", "serviceaccounts", "", name, "curious", 201),
                        new AuditEntry(admin, "get", "", "secrets", "", name, "diary", 403),
                        new AuditEntry(admin, "get", "apps", "deployments", "scale", name, "web", 404));
    }

    @Test
    void isOneForTheWholeClass(ControlPlane plane) {
        assertThat(plane).isSameAs(SEEN_BY_THE_CLASS.get());
    }
}
