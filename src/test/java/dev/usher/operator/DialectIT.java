package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus.CapabilityEntry;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.LoggedRequest;
import dev.usher.simulator.ScimSimulator;
import dev.usher.simulator.dialect.Activity;
import dev.usher.simulator.dialect.Limits;
import dev.usher.simulator.dialect.LookUps;
import dev.usher.simulator.dialect.Quirk;
import dev.usher.simulator.dialect.Updates;
import dev.usher.simulator.dialect.Values;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Apps that speak SCIM otherwise, through a real API server and the packaged operator. */
@ExtendWith(WithControlPlane.class)
class DialectIT {
    private static final String LEFT = "{userName: ada, employments: [{id: main, status: Terminated}]}";
    private static final String WORKS =
            "{userName: ada, roles: [{name: employee}], employments: [{id: main, status: Active}]}";

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private OperatorWorld world;
    private Company company;
    private OperatorProcess operator;

    @BeforeEach
    void start(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "dialect", 1);
        company = world.company();
        operator = world.startOperator();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private App app(String settings, Quirk... quirks) {
        var app = company.undeclaredApp("wiki", ScimSimulator.builder().plays(quirks))
                .withGroups("staff");
        company.secret("wiki", "127.0.0.1", app.simulator().token());
        company.declare("wiki", app.simulator().endpoint(), settings);
        company.role("employee", app, "staff");
        company.awaitRolledOut("wiki");
        return app;
    }

    private void adaWorks() {
        company.user("ada", WORKS);
        company.awaitReady("ada");
    }

    private static List<String> methods(App app) {
        return app.simulator().requests().stream()
                .filter(request -> request.path().contains("/Users"))
                .map(LoggedRequest::method)
                .filter(method -> !method.equals("GET"))
                .toList();
    }

    @Test
    void whoLeavesAnAppThatHidesThemComesBackToTheirAccount() {
        var wiki = app("    settings: {disabled: {are: hidden}}\n", Activity.Disabled.NOT_FOUND);
        adaWorks();
        var id = wiki.idOf("ada");

        company.user("ada", LEFT);
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));
        assertThat(wiki.members("staff")).isEmpty();
        operator.stop();
        world.startOperator();

        company.user("ada", WORKS);
        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        company.awaitReady("ada");
        assertThat(wiki.idOf("ada")).isEqualTo(id);
        assertThat(wiki.simulator().users()).hasSize(1);
        assertThat(wiki.members("staff")).containsExactly("ada");
    }

    @Test
    void anAppThatDeniesItsPatchIsLearnedOnceAndForTheNextProcess() {
        var wiki = app("", Updates.NoPatch.unannounced(405));
        adaWorks();

        company.user("ada", LEFT);
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.find(TargetApp.class, "wiki")
                        .orElseThrow()
                        .getStatus()
                        .capabilities())
                .contains(new CapabilityEntry("users.update", "put", "learned")));
        soon(() -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));
        operator.stop();
        wiki.simulator().reset();
        world.startOperator();

        adaWorks();
        assertThat(wiki.lets("ada")).isTrue();
        assertThat(methods(wiki)).contains("PUT").doesNotContain("PATCH");
        assertThat(company.find(TargetApp.class, "wiki")
                        .orElseThrow()
                        .getStatus()
                        .capabilities())
                .contains(new CapabilityEntry("users.update", "put", "learned"));
    }

    @Test
    void anAppThatShowsLateWhatItDidIsToldEverythingOnce() {
        // The machine may stand still for some seconds between what is sent and what is counted from.
        var late = Duration.ofSeconds(3);
        var wiki = app(
                "    settings: {reads: {lag: 12}}\n",
                new LookUps.VisibleAfter(late),
                new LookUps.ChangesShownAfter(late));
        adaWorks();
        company.user("ada", WORKS.replace("userName: ada", "userName: ada, displayName: Ada King"));
        soon(() -> assertThat(wiki.account("ada").path("displayName").asText()).isEqualTo("Ada King"));
        company.user("ada", LEFT);
        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        soon(() -> assertThat(company.account("ada", "wiki").state()).isEqualTo("Disabled"));

        assertThat(methods(wiki)).containsExactly("POST", "PATCH", "PATCH");
        assertThat(wiki.members("staff")).isEmpty();
    }

    @Test
    void aGroupThatTheAppDoesNotHaveIsMadeOnlyWhereASettingSaysSo() {
        var wiki = app("");
        company.role("writer", wiki, "writers");
        company.user("grace", "{userName: grace, roles: [{name: writer}]}");
        soon(() -> assertThat(company.ready("grace").reason()).isEqualTo("NotFoundInApp"));

        company.declare("wiki", wiki.simulator().endpoint(), "    settings: {groups: {create: true}}\n");

        company.awaitReady("grace");
        assertThat(wiki.members("writers")).containsExactly("grace");
    }

    @Test
    void anEMailThatTheAppKeepsInSmallLettersIsNotWrittenAgainAfterAnInventory() {
        var settings = "    settings: {attributes: {caseless: [email]}}\n";
        var wiki = app(settings, Values.Oddity.LOWER_CASE_EMAILS);
        // It keeps e-mails: hers is as it was given.
        company.user("grace", "{userName: grace, email: grace@example.com, roles: [{name: employee}]}");
        company.awaitReady("grace");
        company.user("ada", "{userName: ada, email: Ada@Example.com, roles: [{name: employee}]}");
        company.awaitReady("ada");
        assertThat(wiki.account("ada").at("/emails/0/value").asText()).isEqualTo("ada@example.com");
        var before = lists(wiki);

        company.declare("wiki", wiki.simulator().endpoint(), settings + "inventory: {everySeconds: 1800}\n");

        soon(() -> assertThat(lists(wiki)).isGreaterThan(before));
        await().during(A_WHILE)
                .atMost(Company.SOON)
                .untilAsserted(() -> assertThat(methods(wiki)).containsExactly("POST", "POST"));
    }

    private static long lists(App app) {
        return app.simulator().requests().stream()
                .filter(request -> request.query().contains("startIndex=1"))
                .count();
    }

    @Test
    void oneAccountThatMayNotBeChangedStopsNobodyElse() {
        var wiki = app("", new Limits.Locked("ada"));
        adaWorks();

        company.user("ada", LEFT);
        soon(() -> assertThat(company.ready("ada").reason()).isEqualTo("DeniedByApp"));
        company.user("grace", "{userName: grace, roles: [{name: employee}]}");
        company.awaitReady("grace");

        assertThat(wiki.lets("ada")).isTrue();
        assertThat(company.said(TargetApp.class, "wiki", "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True"));
    }

    @Test
    void anAttributeThatTheAppHasNoPlaceForIsNotSentAndSaidOnce() {
        var wiki = app("""
                attributes:
                - {to: title, value: user.title}
                - {to: department, value: user.department}
                """, new Values.NotInSchema("title"), Values.Unknown.REFUSED);
        company.user("ada", "{userName: ada, title: Countess, department: Maths, roles: [{name: employee}]}");
        company.awaitReady("ada");

        assertThat(wiki.simulator().users())
                .singleElement()
                .satisfies(ada -> assertThat(ada.toString()).contains("Maths").doesNotContain("Countess"));
        assertThat(company.find(TargetApp.class, "wiki")
                        .orElseThrow()
                        .getStatus()
                        .capabilities())
                .contains(new CapabilityEntry("attributes.leftOut", "title", "discovered"));
        soon(() -> assertThat(company.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(company.namespace())
                        .list()
                        .getItems())
                .filteredOn(event -> event.getReason().equals("AttributeLeftOut"))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote()).contains("`title`")));
    }
}
