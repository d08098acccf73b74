package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator that starts again goes on where the one before it was, and does nothing where that was at the end. */
@ExtendWith(WithControlPlane.class)
class RestartIT {
    private static final Duration ONBOARDED_WITHIN = Duration.ofMinutes(2);
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(6);
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final int USERS = 60;
    private static final String MANAGERS = "attributes: [{to: manager, value: user.manager}]\n";
    private static final JsonMapper JSON = new JsonMapper();

    private ControlPlane plane;
    private OperatorWorld world;
    private Company company;
    private App wiki;
    private App chat;

    @BeforeEach
    void declareApps(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "restart", 2);
        company = world.company();
        wiki = company.app("wiki").withGroups("analysts");
        company.declare("wiki", wiki.simulator().endpoint(), MANAGERS);
        chat = company.app("chat");
        company.role("employee", """
                grants:
                - app: {name: wiki}
                  entitlements: [{kind: group, value: analysts}]
                - app: {name: chat}
                """);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aKillInTheMiddleOfOnboardingLeavesOneAccountPerUserAndAppInTheEnd() {
        wiki.simulator().latency(SLOW);
        chat.simulator().latency(SLOW);
        var operator = world.startOperator();
        var users = apply(USERS);

        soon(ONBOARDED_WITHIN, () -> assertThat(wiki.simulator().users()).hasSizeGreaterThan(USERS / 4));
        operator.kill();
        assertThat(wiki.simulator().users()).as("accounts at the kill").hasSizeLessThan(USERS);
        wiki.simulator().latency(Duration.ZERO);
        chat.simulator().latency(Duration.ZERO);
        world.startOperator();

        users.forEach(user -> company.awaitReady(user, ONBOARDED_WITHIN));
        for (var app : List.of(wiki, chat)) {
            assertThat(app.simulator().users())
                    .extracting(account -> account.path("userName").asText())
                    .containsExactlyInAnyOrderElementsOf(users);
            assertThat(users)
                    .allSatisfy(user ->
                            assertThat(company.account(user, app.name()).id()).isEqualTo(app.idOf(user)));
        }
        assertThat(wiki.members("analysts")).containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void aRestartInASettledWorldWritesNothingButTheLedgersHousekeeping() {
        var operator = world.startOperator();
        var users = apply(5);
        users.forEach(user -> company.awaitReady(user, ONBOARDED_WITHIN));
        company.user("gone", "{userName: gone, roles: [{name: employee}]}");
        company.awaitReady("gone");
        company.delete(ProvisionedUser.class, "gone");
        soon(
                ONBOARDED_WITHIN,
                () -> assertThat(company.retained())
                        .hasSize(2)
                        .allSatisfy(account -> assertThat(account.getStatus())
                                .isNotNull()
                                .satisfies(status -> assertThat(status.state()).isEqualTo("Retained"))));
        // An edit of how often an app is read has it read, so that what was counted is what the next operator finds.
        for (var app : List.of(wiki, chat)) {
            company.declare(
                    app.name(),
                    app.simulator().endpoint(),
                    "inventory: {everySeconds: 1800}\n" + (app.equals(wiki) ? MANAGERS : ""));
        }
        // Counts follow within half a minute: only then is the world settled.
        soon(COUNTED_WITHIN, () -> {
            assertThat(company.find(Role.class, "employee")
                            .orElseThrow()
                            .getStatus()
                            .members())
                    .isEqualTo(users.size());
            for (var app : List.of("wiki", "chat")) {
                company.isRolledOut(app);
                var counts = company.find(TargetApp.class, app)
                        .orElseThrow()
                        .getStatus()
                        .accounts();
                assertThat(company.find(TargetApp.class, app)
                                .orElseThrow()
                                .getStatus()
                                .inventory())
                        .isEqualTo(new TargetAppStatus.Inventory(true, users.size() + 1));
                assertThat(counts)
                        .isNotNull()
                        .extracting(TargetAppStatus.Counts::active)
                        .isEqualTo(users.size());
            }
            assertThat(users).allSatisfy(user -> assertThat(manager(user)).isNotEmpty());
        });
        assertThat(operator.stop()).isZero();
        var resources = revisions();
        var ledgers = ledgers();
        wiki.simulator().reset();
        chat.simulator().reset();

        world.startOperator();

        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(3))
                .untilAsserted(() -> assertNothingChanged(resources, ledgers));
        var other = world.company();
        other.role("employee", other.app("mail"));
        other.user("ada", "{userName: ada, roles: [{name: employee}]}");
        other.awaitReady("ada");
        assertNothingChanged(resources, ledgers);
    }

    private List<String> apply(int count) {
        var users = IntStream.range(0, count).mapToObj(n -> "user-" + n).toList();
        for (var number = 0; number < count; number++) {
            var manager = users.get((number + 1) % count);
            company.user(
                    users.get(number),
                    "{userName: " + users.get(number) + ", manager: {name: " + manager
                            + "}, roles: [{name: employee}]}");
        }
        return users;
    }

    private String manager(String userName) {
        return wiki.account(userName)
                .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .path("manager")
                .path("value")
                .asText();
    }

    private void assertNothingChanged(Map<String, String> resources, Map<String, JsonNode> ledgers) {
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(chat.simulator().writes()).isZero();
        assertThat(revisions()).isEqualTo(resources);
        assertThat(ledgers()).isEqualTo(ledgers);
    }

    /** The resourceVersion of everything of the company that is of our kinds. */
    private Map<String, String> revisions() {
        return Stream.of(ProvisionedUser.class, Role.class, TargetApp.class, RetainedAccount.class)
                .flatMap(this::all)
                .collect(Collectors.toMap(
                        resource -> resource.getKind() + "/"
                                + resource.getMetadata().getName(),
                        resource -> resource.getMetadata().getResourceVersion()));
    }

    private <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return company.client().resources(kind).inNamespace(company.namespace()).list().getItems().stream();
    }

    /** What each app's ledger holds apart from its epoch, which a start raises, and claims that have served by then. */
    private Map<String, JsonNode> ledgers() {
        var ledgers = new HashMap<String, JsonNode>();
        for (var secret :
                plane.adminClient().secrets().inNamespace(world.home()).list().getItems()) {
            var app = Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.<String, String>of())
                    .getOrDefault("usher.dev/app", "");
            if (app.startsWith(company.namespace() + "/")) {
                var page = page(secret.getData().getOrDefault("page", ""));
                page.remove("claims");
                ledgers.put(app, page);
            }
        }
        return ledgers;
    }

    private static ObjectNode page(String stored) {
        var compressed = Base64.getDecoder().decode(stored);
        try (var expanded = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return JSON.readValue(expanded, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
