package dev.usher.operator;

import static dev.usher.operator.Company.SOON;
import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.Condition;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Gate;
import dev.usher.simulator.Match;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An edit is Ready once it is with everybody whom it touches, which Argo's waves and {@code kubectl wait} go by. */
@ExtendWith(WithControlPlane.class)
class RollingOutIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final int COMPANIES = 3;
    private static final int MANY = 1000;

    private static OperatorWorld world;

    private Company company;
    private App wiki;

    @BeforeAll
    static void startTheOperator(ControlPlane plane, TestNamespace home) {
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void found() {
        company = world.company();
        wiki = company.app("wiki").withGroups("staff", "builders");
        company.role("employee", wiki, "staff");
    }

    private void user(String name) {
        company.user(name, "{userName: " + name + ", title: Analyst, roles: [{name: employee}]}");
    }

    private void joins(String name) {
        user(name);
        company.awaitReady(name);
    }

    private Gate holdsEveryWrite() {
        return wiki.simulator().on(Match.writes(), MANY).holdBeforeCommit();
    }

    private <T extends HasMetadata> void isReady(Class<T> kind, String name) {
        var now = company.find(kind, name).orElseThrow();
        assertThat(Company.conditions(now)).as("conditions of %s", name).anySatisfy(ready -> {
            assertThat(ready.type()).isEqualTo("Ready");
            assertThat(ready.status()).isEqualTo("True");
            assertThat(ready.observedGeneration()).isEqualTo(now.getMetadata().getGeneration());
        });
    }

    /** Makes an edit that the app is asked about, and looks at what is said of it before the app answers and after. */
    private <T extends HasMetadata> void rollsOut(Class<T> kind, String name, Runnable edit, String progress) {
        soon(() -> isReady(kind, name));
        var generation = company.find(kind, name).orElseThrow().getMetadata().getGeneration();
        var gate = holdsEveryWrite();
        try (var said = new Said<>(kind, company, name)) {
            edit.run();

            soon(() -> assertThat(company.said(kind, name, "Ready")).hasValueSatisfying(ready -> {
                assertThat(ready.status()).isEqualTo("Unknown");
                assertThat(ready.reason()).isEqualTo("RollingOut");
                assertThat(ready.message()).isEqualTo(progress + " users whom the edit touches are settled");
                assertThat(ready.observedGeneration()).isEqualTo(generation + 1);
            }));
            assertThat(company.said(kind, name, "Reconciling")).hasValueSatisfying(reconciling -> {
                assertThat(reconciling.status()).isEqualTo("True");
                assertThat(reconciling.reason()).isEqualTo("RollingOut");
            });
            await().during(A_WHILE)
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(said.readyWith(generation + 1)).isEmpty());

            gate.release();

            soon(() -> isReady(kind, name));
            assertThat(company.said(kind, name, "Reconciling")).isEmpty();
        } finally {
            gate.release();
        }
    }

    /** Everything that is said of a resource, of which looks now and then might miss some. */
    private static final class Said<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
        private final List<Condition> conditions = new CopyOnWriteArrayList<>();
        private final Watch watch;

        Said(Class<T> kind, Company company, String name) {
            watch = company.client()
                    .resources(kind)
                    .inNamespace(company.namespace())
                    .withName(name)
                    .watch(this);
        }

        List<Condition> readyWith(long generation) {
            return conditions.stream()
                    .filter(said -> said.type().equals("Ready") && said.status().equals("True"))
                    .filter(said -> Long.valueOf(generation).equals(said.observedGeneration()))
                    .toList();
        }

        @Override
        public void eventReceived(Action action, T resource) {
            conditions.addAll(Company.conditions(resource));
        }

        @Override
        public void onClose(WatcherException cause) {
            // What was said until then counts.
        }

        @Override
        public void close() {
            watch.close();
        }
    }

    @Test
    void anEditOfARoleIsReadyOnceItsAppsHaveAnsweredForEverybody() {
        joins("ada");
        joins("grace");

        rollsOut(Role.class, "employee", () -> company.role("employee", wiki, "staff", "builders"), "0 of 2");

        soon(() -> assertThat(wiki.members("builders")).containsExactlyInAnyOrder("ada", "grace"));
    }

    @Test
    void anEditOfAnAppIsReadyOnceItHasAnsweredForEverybody() {
        joins("ada");
        joins("grace");
        var title = "attributes: [{to: title, value: user.title}]\n";

        rollsOut(
                TargetApp.class,
                "wiki",
                () -> company.declare("wiki", wiki.simulator().endpoint(), title),
                "0 of 2");

        soon(() -> assertThat(wiki.account("grace").path("title").asText()).isEqualTo("Analyst"));
    }

    @Test
    void anEditOfThePolicyIsReadyOnceAppsHaveAnsweredForEverybody() {
        company.apply("ProvisioningPolicy", "default", """
                quality:
                - {rule: "user.userName.startsWith('a')", message: choose a name in a}
                """);
        soon(() -> isReady(ProvisioningPolicy.class, "default"));
        joins("ada");
        user("grace");
        company.awaitNotReady("grace", "QualityRuleBroken");

        rollsOut(
                ProvisioningPolicy.class,
                "default",
                () -> company.apply("ProvisioningPolicy", "default", "quality: []"),
                "1 of 2");

        // An app that did not answer in time has answered, too: then it is tried again.
        soon(() -> assertThat(wiki.members("staff")).containsExactlyInAnyOrder("ada", "grace"));
    }
}
