package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.UserSource;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A system says that something changed, and is believed where it can sign that. */
@ExtendWith(WithControlPlane.class)
class WebhookIT {
    private static final String WEBHOOK =
            "webhook: {secretRef: {name: signing, key: key}, header: X-Signature, prefix: 'sha256='}\n";
    private static final String KEY = "signing-key-1";

    private static OperatorWorld world;
    private static OperatorProcess operator;

    private Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, 3);
        operator = world.launchOperator(Map.of("USHER_WEBHOOKS_ENABLED", "true"));
        operator.awaitReady();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        company.secret("signing", "nobody", Map.of("key", KEY));
    }

    private static String signed(String key, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int says(String source, String key, String body) throws IOException, InterruptedException {
        return operator.post(
                "/hooks/" + company.namespace() + "/" + source, Map.of("X-Signature", signed(key, body)), body);
    }

    private int users() {
        return company.client()
                .resources(ProvisionedUser.class)
                .inNamespace(company.namespace())
                .list()
                .getItems()
                .size();
    }

    @Test
    void aSignedMessageHasTheSourceReadAtOnceAndAForgedOneDoesNot() throws IOException, InterruptedException {
        var department = new Personnel.InAFile(company);
        department.says(List.of(Personnel.record("ada", "ada")));
        company.apply(
                "UserSource", "hr", department.source().replace("everySeconds: 5", "everySeconds: 3600") + WEBHOOK);
        department.awaits("Applied");

        department.says(List.of(Personnel.record("ada", "ada"), Personnel.record("bob", "bob")));
        assertThat(says("hr", "another-key", "{}")).isEqualTo(401);
        assertThat(operator.post("/hooks/" + company.namespace() + "/hr", Map.of(), "{}"))
                .isEqualTo(401);
        assertThat(says("nobody", KEY, "{}")).isEqualTo(401);
        await().during(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(users()).isEqualTo(1));

        assertThat(says("hr", KEY, "{\"event\": \"hired\"}")).isEqualTo(202);
        soon(() -> assertThat(users()).isEqualTo(2));
    }

    @Test
    void aSourceThatTakesNoMessagesHearsNone() throws IOException, InterruptedException {
        var department = new Personnel.InAFile(company);
        department.says(List.of(Personnel.record("ada", "ada")));
        department.isRead();
        department.awaits("Applied");

        assertThat(says("hr", KEY, "{}")).isEqualTo(401);
        assertThat(operator.post("/hooks/" + company.namespace() + "/hr", Map.of(), "x".repeat(2 << 20)))
                .isEqualTo(413);
    }

    @Test
    void whoeverRepeatsAMessageHasNobodyAskedOftenerThanOnceAMinute() throws IOException, InterruptedException {
        var department = Personnel.AtAnInterface.of(company);
        department.says(List.of(Personnel.record("ada", "ada")));
        company.apply("UserSource", "hr", department.source() + WEBHOOK);
        department.awaits("Applied");
        var asked = department.service().asked();

        for (var message = 0; message < 20; message++) {
            assertThat(says("hr", KEY, "{}")).isEqualTo(202);
        }

        await().during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(department.service().asked()).isEqualTo(asked));
        assertThat(company.find(UserSource.class, "hr")).isPresent();
    }
}
