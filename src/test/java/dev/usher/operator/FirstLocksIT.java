package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.AccessLock;
import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.Detour;
import dev.usher.cluster.OperatorProcess;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged operator starts where the list of users is held up, and somebody is locked. */
@ExtendWith(WithControlPlane.class)
class FirstLocksIT {
    private final OperatorWorld world;
    private final Company company;
    private final App wiki;
    private final Detour detour;

    FirstLocksIT(ControlPlane plane) {
        world = OperatorWorld.prepareAlone(plane, "first-locks", 1);
        company = world.company();
        wiki = company.undeclaredApp("wiki");
        detour = Detour.of(world.kubeconfig(), FirstLocksIT::listsUsers);
    }

    /** All of them, and not those who have one key. */
    private static boolean listsUsers(String request) {
        return request.startsWith("GET ")
                && request.split("\\?", 2)[0].endsWith("/provisionedusers")
                && !request.contains("fieldSelector=");
    }

    @BeforeEach
    void adaIsInAndTheOperatorIsGone() {
        company.secret("wiki", "127.0.0.1", wiki.simulator().token());
        company.apply("TargetApp", "wiki", """
                connector:
                  scim:
                    endpoint: %s
                    auth: {bearer: {secretRef: {name: wiki, key: token}}}
                    sessions: {request: {url: "/Users/{id}/sessions"}}
                deprovisioning: {onDeparture: Keep}
                """.formatted(wiki.simulator().endpoint()));
        company.role("employee", wiki);
        try (var operator = world.startOperator()) {
            joins("ada", "1815");
            joins("bob", "1912");
            company.delete(ProvisionedUser.class, "bob");
            soon(() -> assertThat(company.retained())
                    .extracting(account -> account.getStatus() == null
                            ? ""
                            : account.getStatus().state())
                    .containsExactly("Kept"));
            assertThat(operator.stop()).isZero();
        }
        wiki.simulator().logsIn(wiki.idOf("ada"));
        wiki.simulator().reset();
    }

    @AfterEach
    void ends() {
        detour.close();
        world.close();
    }

    private void joins(String name, String key) {
        company.user(name, "{userName: %s, externalId: '%s', roles: [{name: employee}]}".formatted(name, key));
        company.awaitReady(name);
    }

    private void locks(String name, String whom) {
        company.apply("AccessLock", name, "{" + whom + ", reason: case 7, requestedBy: grace}");
    }

    private OperatorProcess startsWhereUsersAreNotListed() {
        return world.launchOperator(detour.kubeconfig());
    }

    private List<String> writes() {
        return wiki.simulator().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.path().replaceAll(".*/Users/", ""))
                .toList();
    }

    private void isLocked(String name) {
        soon(() -> assertThat(company.said(AccessLock.class, name, "Ready"))
                .hasValueSatisfying(
                        ready -> assertThat(ready.reason()).as(ready.message()).isEqualTo("Locked")));
    }

    @Test
    void whoWasLockedMeanwhileIsShutOutBeforeUsersAreListedAndNothingIsDoneTwice() throws IOException {
        locks("case-7", "user: {name: ada}");
        locks("case-8", "externalId: '1912'");
        var operator = startsWhereUsersAreNotListed();

        soon(() -> assertThat(wiki.simulator().hasSession(wiki.idOf("ada"))).isFalse());
        soon(() -> assertThat(wiki.lets("bob")).isFalse());
        assertThat(wiki.lets("ada")).isFalse();
        soon(() -> assertThat(detour.waiting()).isNotEmpty());
        assertThat(company.account("ada", "wiki").state()).isEqualTo("Active");
        soon(() -> assertThat(operator.metrics())
                .containsPattern("usher_locks_before_caches_total\\{.*app=\"wiki\".*} 2.0"));
        var done = writes();

        detour.opens();
        operator.awaitReady();
        isLocked("case-7");
        isLocked("case-8");

        assertThat(writes()).containsExactlyElementsOf(done);
        assertThat(done)
                .filteredOn(write -> write.equals("POST " + wiki.idOf("ada") + "/sessions"))
                .hasSize(1);
        company.awaitState("ada", "wiki", "Disabled");
        assertThat(Files.readString(operator.log()))
                .contains("A lock shuts ProvisionedUser " + company.namespace() + "/ada out of TargetApp");
    }

    @Test
    void whoIsLockedWhileUsersAreListedIsShutOutAtOnce() {
        var operator = startsWhereUsersAreNotListed();
        soon(() -> assertThat(detour.waiting()).isNotEmpty());

        locks("case-7", "externalId: '1815'");

        soon(() -> assertThat(wiki.lets("ada")).isFalse());
        detour.opens();
        operator.awaitReady();
        isLocked("case-7");
    }

    @Test
    void whoseLockIsReleasedBeforeUsersAreListedIsLetInAgain() {
        locks("case-7", "user: {name: ada}");
        var operator = startsWhereUsersAreNotListed();
        soon(() -> assertThat(wiki.lets("ada")).isFalse());

        locks("case-7", "user: {name: ada}, released: {reason: a mistake}");
        detour.opens();
        operator.awaitReady();

        soon(() -> assertThat(wiki.lets("ada")).isTrue());
        company.awaitReady("ada");
    }

    @Test
    void aProcessThatIsAskedToEndWhileItWaitsForUsersDoesSoAndAnotherOneGoesOn() {
        wiki.simulator().on(Match.of("POST", "/Users/*/sessions"), 1_000_000).fail(500);
        locks("case-7", "user: {name: ada}");
        var operator = startsWhereUsersAreNotListed();
        soon(() -> assertThat(writes()).anyMatch(write -> write.endsWith("/sessions")));

        assertThat(operator.stop()).isZero();
        var done = writes();
        wiki.simulator().reset();
        assertThat(done).isNotEmpty();
        detour.opens();
        world.launchOperator(detour.kubeconfig()).awaitReady();

        isLocked("case-7");
        assertThat(wiki.simulator().hasSession(wiki.idOf("ada"))).isFalse();
    }
}
