package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.ControlPlane.Extra;
import dev.usher.cluster.PrivateControlPlane;
import dev.usher.cluster.Project;
import dev.usher.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deletion ends whatever the apps do, and the end of a namespace or of a kind is no decision about people. */
@ExtendWith(WithControlPlane.class)
@PrivateControlPlane({Extra.CRDS, Extra.CONTROLLER_MANAGER})
class TeardownIT {
    private static final Duration ONBOARDED_WITHIN = Duration.ofSeconds(60);
    private static final Duration TORN_DOWN_WITHIN = Duration.ofSeconds(60);
    private static final Duration LET_GO_WITHIN = Duration.ofSeconds(10);
    /** A lane that failed for a while looks again within a minute. */
    private static final Duration REMOVED_WITHIN = Duration.ofMinutes(2);

    private static final int AT_ONCE = 5;
    private static final String DEFINITION = "provisionedusers.provisioning.usher.dev";

    private ControlPlane plane;
    private OperatorWorld world;
    private Company company;
    private App wiki;
    private App chat;

    @BeforeEach
    void onboardNobodyYet(ControlPlane plane) {
        this.plane = plane;
        world = OperatorWorld.prepareAlone(plane, "teardown", 2);
        world.startOperator();
        company = world.company();
        wiki = company.app("wiki").withGroups("analysts");
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
    void deletingTheNamespaceEndsAndLeavesEveryAccountAsItWas() {
        var users = onboard(5);
        var before = accounts();

        plane.adminClient().namespaces().withName(company.namespace()).delete();

        soon(
                TORN_DOWN_WITHIN,
                () -> assertThat(plane.adminClient()
                                .namespaces()
                                .withName(company.namespace())
                                .get())
                        .isNull());
        assertUntouched(before);
        assertRecorded(users, before);
    }

    /** Nothing is given back because the lock goes before those whom it shut out. */
    @Test
    void whoIsShutOutStaysSoWhileTheNamespaceIsDeleted() {
        onboard(5);
        company.apply("AccessLock", "case-7", "{user: {name: user-1}, reason: r, requestedBy: admin}");
        soon(() -> assertThat(company.said(AccessLock.class, "case-7", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Locked")));
        wiki.simulator().reset();
        chat.simulator().reset();
        var before = accounts();

        plane.adminClient().namespaces().withName(company.namespace()).delete();

        soon(
                TORN_DOWN_WITHIN,
                () -> assertThat(plane.adminClient()
                                .namespaces()
                                .withName(company.namespace())
                                .get())
                        .isNull());
        assertUntouched(before);
    }

    @Test
    void deletingTheNamespaceOfASharedRoleTakesNothingFromPeopleElsewhere() {
        var parent = world.company();
        parent.role("member", """
                allowedNamespaces: {from: All}
                grants:
                - app: {name: wiki, namespace: %s}
                  entitlements: [{kind: group, value: analysts}]
                """.formatted(company.namespace()));
        company.declare(
                "wiki",
                wiki.simulator().endpoint(),
                "allowedNamespaces: {from: All, entitlements: \"entitlement.kind == 'group'\"}\n");
        company.awaitRolledOut("wiki");
        company.role("member", "{inherits: [{name: member, namespace: " + parent.namespace() + "}]}");
        company.user("ada", "{userName: ada, roles: [{name: member}]}");
        company.awaitReady("ada");
        assertThat(wiki.members("analysts")).containsExactly("ada");

        plane.adminClient().namespaces().withName(parent.namespace()).delete();

        soon(
                TORN_DOWN_WITHIN,
                () -> assertThat(plane.adminClient()
                                .namespaces()
                                .withName(parent.namespace())
                                .get())
                        .isNull());
        company.awaitNotReady("ada", "RoleNotFound");
        assertThat(wiki.members("analysts")).containsExactly("ada");
        assertThat(wiki.lets("ada")).isTrue();

        // A finalizer that nobody is there to take away would keep the definition from going in the next test.
        company.delete(ProvisionedUser.class, "ada");
        soon(() -> assertThat(company.client()
                        .resources(ProvisionedUser.class)
                        .inNamespace(company.namespace())
                        .list()
                        .getItems())
                .isEmpty());
    }

    @Test
    void deletingADefinitionEndsAndLeavesEveryAccountAsItWas() {
        var users = onboard(5);
        var before = accounts();
        try {
            definition().delete();

            soon(TORN_DOWN_WITHIN, () -> assertThat(definition().get()).isNull());
            assertUntouched(before);
            assertRecorded(users, before);
            assertThat(company.retained()).isEmpty();
        } finally {
            soon(TORN_DOWN_WITHIN, () -> assertThat(definition().get()).isNull());
            plane.applyCrds(Project.path("crds"));
        }
    }

    @Test
    void deletingUsersEndsWhileEveryAppIsDownAndTheirAccountsGoInsideTheBudgetOnceItIsUp() {
        var users = onboard(20);
        wiki.simulator().down();
        chat.simulator().down();

        users.forEach(user -> company.delete(ProvisionedUser.class, user));

        soon(
                LET_GO_WITHIN,
                () -> assertThat(company.client()
                                .resources(ProvisionedUser.class)
                                .inNamespace(company.namespace())
                                .list()
                                .getItems())
                        .isEmpty());
        for (var app : List.of(wiki, chat)) {
            assertThat(retainedIn(app))
                    .extracting(account -> account.getSpec().id())
                    .containsExactlyInAnyOrderElementsOf(
                            users.stream().map(app::idOf).toList());
        }

        wiki.simulator().up();
        chat.simulator().up();

        for (var app : List.of(wiki, chat)) {
            soon(
                    REMOVED_WITHIN,
                    () -> assertThat(states(app))
                            .isEqualTo(Map.of("Retained", (long) AT_ONCE, "Held", (long) users.size() - AT_ONCE)));
            assertThat(users).filteredOn(user -> !app.lets(user)).hasSize(AT_ONCE);
        }
    }

    private List<String> onboard(int count) {
        var users = IntStream.range(0, count).mapToObj(n -> "user-" + n).toList();
        users.forEach(user -> company.user(user, "{userName: " + user + ", roles: [{name: employee}]}"));
        users.forEach(user -> company.awaitReady(user, ONBOARDED_WITHIN));
        wiki.simulator().reset();
        chat.simulator().reset();
        return users;
    }

    /** What the apps have, by the app's name. */
    private Map<String, List<JsonNode>> accounts() {
        return Map.of("wiki", wiki.simulator().users(), "chat", chat.simulator().users());
    }

    private void assertUntouched(Map<String, List<JsonNode>> before) {
        assertThat(wiki.simulator().writes()).isZero();
        assertThat(chat.simulator().writes()).isZero();
        assertThat(accounts()).isEqualTo(before);
        assertThat(wiki.members("analysts")).hasSameSizeAs(before.get("wiki"));
    }

    private void assertRecorded(List<String> users, Map<String, List<JsonNode>> accounts) {
        var records = Torn.of(plane, world.home(), company.namespace());
        assertThat(records).containsOnlyKeys(users);
        records.forEach((user, record) -> {
            assertThat(record.path("user").asText()).isEqualTo(user);
            assertThat(record.path("namespace").asText()).isEqualTo(company.namespace());
            var recorded = new HashMap<String, String>();
            record.path("accounts")
                    .forEach(account -> recorded.put(
                            account.path("app").asText(), account.path("id").asText()));
            assertThat(recorded).isEqualTo(Map.of("wiki", wiki.idOf(user), "chat", chat.idOf(user)));
        });
        assertThat(accounts.get("wiki")).hasSameSizeAs(users);
    }

    private List<RetainedAccount> retainedIn(App app) {
        return company.retained().stream()
                .filter(account -> account.getSpec().app().name().equals(app.name()))
                .toList();
    }

    private Map<String, Long> states(App app) {
        return retainedIn(app).stream()
                .collect(Collectors.groupingBy(
                        account -> account.getStatus() == null
                                ? ""
                                : String.valueOf(account.getStatus().state()),
                        Collectors.counting()));
    }

    private Resource<CustomResourceDefinition> definition() {
        return plane.adminClient()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION);
    }
}
