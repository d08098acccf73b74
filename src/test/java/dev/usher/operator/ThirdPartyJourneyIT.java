package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.thirdparty.KeycloakServer;
import dev.usher.thirdparty.ScimmyServer;
import dev.usher.thirdparty.ThirdPartyScimServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged operator and apps that somebody else wrote, all of them at once; what they hold is read from the apps themselves. */
@ExtendWith(WithControlPlane.class)
class ThirdPartyJourneyIT {
    private static final String[] GROUPS = {"analysts", "engineers", "colleagues"};

    private static OperatorWorld world;
    private static List<ForeignApp> apps;
    private static Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home) throws IOException, InterruptedException {
        var keycloak = KeycloakServer.start();
        apps = List.of(
                new ForeignApp("forge", ThirdPartyScimServer.start()),
                new ForeignApp("studio", ScimmyServer.start()),
                new ForeignApp("gate", keycloak));
        for (var app : apps) {
            app.withGroups(GROUPS);
        }
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        for (var app : apps.subList(0, 2)) {
            company.secret(app.name(), "127.0.0.1", app.server().token());
            company.declare(app.name(), app.server().endpoint(), "");
        }
        company.secret("gate", "127.0.0.1", Map.of("id", KeycloakServer.CLIENT, "secret", KeycloakServer.SECRET));
        company.apply("TargetApp", "gate", """
                connector:
                  scim:
                    endpoint: %s
                    preset: keycloak
                    auth:
                      oauth2:
                        tokenUrl: %s
                        secretRef: {name: gate, clientIdKey: id, clientSecretKey: secret}
                """.formatted(keycloak.endpoint(), keycloak.tokenEndpoint()));
        for (var role : List.of("analyst", "engineer", "colleague")) {
            company.role(
                    role,
                    apps.stream()
                            .map(app -> "{app: {name: %s}, entitlements: [{kind: group, value: %ss}]}"
                                    .formatted(app.name(), role))
                            .collect(joining(", ", "grants: [", "]")));
        }
        world.startOperator();
    }

    @AfterAll
    static void end() {
        world.close();
        apps.forEach(app -> app.server().close());
    }

    @Test
    void aJoinerMovesAndLeavesAndIsTheSameAccountOnReturn() throws IOException, InterruptedException {
        company.user("ada", ada("Active", "analyst"));
        company.awaitReady("ada");

        var ids = new HashMap<String, String>();
        for (var app : apps) {
            var joined = app.account("ada.lovelace");
            assertThat(joined.path("externalId").asText()).as(app.name()).isEqualTo("1815");
            assertThat(joined.path("displayName").asText()).isEqualTo("Ada Lovelace");
            assertThat(joined.at("/name/givenName").asText()).isEqualTo("Ada");
            assertThat(joined.at("/name/familyName").asText()).isEqualTo("Lovelace");
            assertThat(joined.at("/emails/0/value").asText()).isEqualTo("ada@example.com");
            assertThat(joined.path("active").asBoolean(true)).isTrue();
            var id = joined.path("id").asText();
            ids.put(app.name(), id);
            assertThat(company.account("ada", app.name()).id()).isEqualTo(id);
            assertGroup(app, id, "analysts");
        }

        company.user("ada", ada("Active", "engineer"));
        company.awaitReady("ada");

        for (var app : apps) {
            var id = app.account("ada.lovelace").path("id").asText();
            assertThat(id).isEqualTo(ids.get(app.name()));
            assertGroup(app, id, "engineers");
        }

        company.user("ada", ada("Terminated", "engineer"));
        company.awaitReady("ada");

        for (var app : apps) {
            var left = app.account("ada.lovelace");
            assertThat(left.path("id").asText()).isEqualTo(ids.get(app.name()));
            assertThat(left.path("active").asBoolean(true)).as(app.name()).isFalse();
            assertThat(app.members("engineers")).isEmpty();
            assertThat(company.account("ada", app.name()).state()).isEqualTo("Disabled");
        }

        company.user("ada", ada("Active", "engineer"));
        company.awaitReady("ada");

        for (var app : apps) {
            var back = app.account("ada.lovelace");
            var id = back.path("id").asText();
            assertThat(id).isEqualTo(ids.get(app.name()));
            assertThat(back.path("active").asBoolean(false)).as(app.name()).isTrue();
            assertGroup(app, id, "engineers");
        }
    }

    @Test
    void whoseUserIsDeletedHasNoUsableAccountAndNobodyElseIsTouched() throws IOException, InterruptedException {
        company.user("charles", "{userName: charles.babbage, roles: [{name: colleague}]}");
        company.user("mary", "{userName: mary.somerville, roles: [{name: colleague}]}");
        company.awaitReady("charles");
        company.awaitReady("mary");
        var others = new HashMap<String, Object>();
        for (var app : apps) {
            others.put(app.name(), app.account("mary.somerville"));
        }

        company.delete(ProvisionedUser.class, "charles");

        for (var app : apps) {
            soon(Duration.ofSeconds(30), () -> {
                assertThat(app.account("charles.babbage").path("active").asBoolean(true))
                        .isFalse();
                assertThat(app.members("colleagues")).hasSize(1);
            });
            var mary = app.account("mary.somerville");
            assertThat(mary).isEqualTo(others.get(app.name()));
            assertThat(app.members("colleagues"))
                    .containsExactly(mary.path("id").asText());
        }
    }

    private static void assertGroup(ForeignApp app, String id, String held) throws IOException, InterruptedException {
        for (var group : List.of("analysts", "engineers")) {
            assertThat(app.members(group))
                    .as("%s of %s", group, app.name())
                    .isEqualTo(group.equals(held) ? List.of(id) : List.of());
        }
    }

    private static String ada(String status, String role) {
        return """
                userName: ada.lovelace
                externalId: "1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                employments: [{id: main, status: %s}]
                roles: [{name: %s}]
                """.formatted(status, role);
    }
}
