package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.person.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those who enter a group wait a while for others who do. */
@Timeout(60)
class LaneBoardingTest {
    private static final Entitlement ANALYSTS = new Entitlement("group", "analysts");
    private static final Duration LONG = Duration.ofHours(1);
    private static final int MANY = 200;

    private Stage stage = new Stage(Boarding.AT_ONCE);
    private FakeApp app = stage.app;

    private void waits(Duration alone, Duration longest) {
        stage = Stage.opened(new Stage(new Boarding(alone, alone, longest)));
        app = stage.app;
        stage.world.company.hasRole("clerk", "github", "analysts");
        stage.world.declare();
    }

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private List<String> rounds() {
        return app.log(Op.MEMBERS);
    }

    private void waitsForOthers(String name) {
        stage.has(name, "clerk");
        stage.awaits(
                "the account of " + name + " is made", () -> app.account(name).isPresent());
        stage.everythingElseHadItsTurn();
        assertThat(app.members(ANALYSTS)).isEmpty();
    }

    /** Eight are worked on at a time, and a hundred go together. */
    @Test
    void manyMoreGoTogetherThanAreWorkedOnAtATime() {
        waits(Duration.ofMillis(100), Duration.ofSeconds(20));
        var all =
                IntStream.range(0, MANY).mapToObj(number -> "joiner-" + number).toArray(String[]::new);

        for (var name : all) {
            stage.has(name, "clerk");
        }
        stage.settles(all);

        assertThat(app.members(ANALYSTS)).hasSize(MANY);
        assertThat(rounds()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whoComesAloneWaitsNoLongerThanIsSaidOfThose() {
        waits(Duration.ofMillis(100), LONG);

        stage.has("ada", "clerk");
        stage.settles("ada");

        assertThat(app.members(ANALYSTS)).hasSize(1);
    }

    @Test
    void whoLeavesWaitsForNobodyAndTakesAlongThoseWhoEnter() {
        waits(LONG, LONG);
        stage.has("bob", "guest");
        stage.settles("bob");
        app.puts(stage.idOf("bob"), ANALYSTS);
        waitsForTwo();

        stage.has("bob", "auditor");

        stage.awaits(
                "bob is out",
                () -> !app.members(ANALYSTS).contains(stage.idOf("bob").value()));
        stage.settles("ada", "grace");
        assertThat(rounds()).hasSize(1);
    }

    private void waitsForTwo() {
        for (var name : List.of("ada", "grace")) {
            stage.has(name, "clerk");
            stage.awaits(
                    "the account of " + name + " is made",
                    () -> app.account(name).isPresent());
        }
        stage.everythingElseHadItsTurn();
        assertThat(rounds()).isEmpty();
    }

    @Test
    void whoIsShutOutMeanwhileWaitsForNobody() {
        waits(LONG, LONG);
        waitsForOthers("ada");

        stage.world.lock("ada", new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty()));
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);

        stage.awaits(
                "the account is disabled",
                () -> !app.account("ada").orElseThrow().active());
        assertThat(rounds()).isEmpty();
    }

    /** Somebody who loses something beside what they are given. */
    @Test
    void whoseWorkEndsAccessWaitsForNobody() {
        waits(LONG, LONG);
        stage.world.declare(Stage.user("ada"), Company.person("ada"), Company.roles("clerk"));
        stage.world.decide(Stage.user("ada"), app.id());

        stage.lane.offer(Stage.user("ada"), Priority.REVOCATION);
        stage.settles("ada");

        assertThat(app.members(ANALYSTS)).hasSize(1);
    }

    @Test
    void whoWaitsKeepsNoWorkerFromOthers() {
        waits(LONG, LONG);
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));

        waitsForTwo();

        assertThat(app.members(ANALYSTS)).isEmpty();
    }

    /** Or they would stand on the only places that there are. */
    @Test
    void nobodyWaitsWhereThereIsNoRoom() {
        waits(LONG, LONG);
        var groups = 5;
        for (var number = 0; number < groups; number++) {
            stage.world.company.hasRole("role-" + number, "github", "group-" + number);
        }
        stage.world.declare();
        var many = Crew.MOST_ASIDE + 2 * Stage.UNLIMITED.concurrency();

        for (var number = 0; number < many; number++) {
            stage.has("joiner-" + number, "role-" + number % groups);
        }

        stage.awaits("everybody has an account", () -> app.accounts().size() == many);
        assertThat(rounds()).isNotEmpty();
    }

    /** Nobody else comes any more. */
    @Test
    void whoWaitsWhenTheLaneStopsGoesAsIfAlone() throws InterruptedException {
        waits(Duration.ofMillis(20), LONG);
        app.backlog.begins("CREATE slow");
        stage.has("slow", "guest");
        stage.awaits("another one is on the way", () -> !app.backlog.waiting().isEmpty());
        waitsForOthers("ada");

        var stops = Thread.ofVirtual().start(this::stops);

        stage.awaits("ada is in", () -> app.members(ANALYSTS).size() == 1);
        app.backlog.ends();
        stops.join();
    }

    private void stops() {
        try {
            stage.lane.stop(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
