package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who enter one group, or leave it, at a time. */
@Timeout(60)
class LaneMembersTest {
    private static final Entitlement ANALYSTS = new Entitlement("group", "analysts");
    private static final String[] JOINERS =
            IntStream.range(0, 20).mapToObj(number -> "joiner-" + number).toArray(String[]::new);

    /** A person takes an hour to mend what they have to. */
    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));

    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private List<String> about(String request) {
        return app.requests().stream().filter(said -> said.startsWith(request)).toList();
    }

    /** The first of them is on the way into the group, and the accounts of all the others are made meanwhile. */
    private void allJoinWhileTheFirstIsOnTheWay() {
        app.backlog.begins("MEMBERS +analysts");
        stage.has(JOINERS[0], "analyst");
        stage.awaits("the first is on the way", () -> !app.backlog.waiting().isEmpty());
        for (var name : JOINERS) {
            stage.has(name, "analyst");
        }
        stage.awaits("all accounts are made", () -> about("CREATE").size() == JOINERS.length);
    }

    @Test
    void goTogetherInOneRequest() {
        allJoinWhileTheFirstIsOnTheWay();

        stage.everythingElseHadItsTurn();
        app.backlog.ends();
        stage.settles(JOINERS);

        assertThat(about("MEMBERS +analysts")).hasSize(2);
        assertThat(app.members(ANALYSTS)).hasSize(JOINERS.length);
        assertThat(stage.journal.records().stream().filter("intent Members"::equals))
                .hasSize(2 * JOINERS.length);
    }

    @Test
    void goInAsManyRequestsAsTheAppWants() {
        app.teaches(new Capability(Capability.MEMBERS_MAX, "5", Capability.Origin.spec));
        allJoinWhileTheFirstIsOnTheWay();

        stage.everythingElseHadItsTurn();
        app.backlog.ends();
        stage.settles(JOINERS);

        assertThat(about("MEMBERS +analysts"))
                .hasSizeBetween(5, 6)
                .allSatisfy(request -> assertThat(request.split(" ")).hasSizeLessThanOrEqualTo(2 + 5));
        assertThat(app.members(ANALYSTS)).hasSize(JOINERS.length);
    }

    @Test
    void doNotWaitForOneWhomTheAppRefuses() {
        allJoinWhileTheFirstIsOnTheWay();
        app.refusesMember(app.account(JOINERS[7]).orElseThrow().id());

        stage.everythingElseHadItsTurn();
        app.backlog.ends();

        for (var name : JOINERS) {
            if (!name.equals(JOINERS[7])) {
                stage.settles(name);
            }
        }
        stage.fails(JOINERS[7], "AccountRejected");
        assertThat(app.members(ANALYSTS)).hasSize(JOINERS.length - 1);
    }

    @Test
    void doNotTakeAlongWhoLeftMeanwhile() {
        allJoinWhileTheFirstIsOnTheWay();
        stage.everythingElseHadItsTurn();
        var leaver = app.account(JOINERS[7]).orElseThrow().id();

        stage.leaves(JOINERS[7]);
        app.backlog.ends();
        stage.awaits(
                "the leaver is shut out",
                () -> !app.account(JOINERS[7]).orElseThrow().active());
        stage.settles(JOINERS);

        assertThat(about("MEMBERS +analysts"))
                .allSatisfy(request -> assertThat(List.of(request.split(" "))).doesNotContain(leaver.value()));
    }

    private void locks(String name) {
        stage.world.lock(name, new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty()));
        stage.lane.offer(Stage.user(name), Priority.LOCK);
    }

    @Test
    void doNotKeepWhoIsShutOutMeanwhileWaiting() {
        allJoinWhileTheFirstIsOnTheWay();
        stage.everythingElseHadItsTurn();

        locks(JOINERS[7]);

        stage.awaits(
                "the account is disabled",
                () -> !app.account(JOINERS[7]).orElseThrow().active());
        assertThat(app.backlog.waiting()).hasSize(1);
    }

    private long intents() {
        return stage.journal.records().stream().filter("intent Members"::equals).count();
    }

    /** Whoever carries the request out for all may be the one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void doNotTakeAlongWhoIsShutOutWhileTheRequestWaitsToBeSent(int locked) {
        stage.has("bob", "guest");
        stage.settles("bob");
        app.forgetLog();
        allJoinWhileTheFirstIsOnTheWay();
        stage.everythingElseHadItsTurn();
        app.backlog.begins();
        stage.leaves("bob");
        stage.awaits("a leaver is asked for", () -> app.backlog.waiting().size() == 2);
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));
        var before = intents();
        app.backlog.answersOne();
        stage.awaits("the others are about to go", () -> intents() >= before + JOINERS.length - 1);
        var id = app.account(JOINERS[locked]).orElseThrow().id();

        locks(JOINERS[locked]);
        app.backlog.ends();
        stage.settles(JOINERS);
        stage.awaits("everybody else is in", () -> app.members(ANALYSTS).size() == JOINERS.length - 1);

        stage.awaits(
                "the account is disabled",
                () -> !app.account(JOINERS[locked]).orElseThrow().active());
        assertThat(about("MEMBERS +analysts"))
                .allSatisfy(request -> assertThat(List.of(request.split(" "))).doesNotContain(id.value()));
    }

    @Test
    void areLookedUpInOneReadOfTheGroup() {
        stage.has(JOINERS[0], "analyst");
        for (var name : JOINERS) {
            stage.has(name, "analyst");
        }
        stage.settles(JOINERS);
        app.forgetLog();
        app.backlog.begins(Op.LIST + " analysts");

        for (var name : JOINERS) {
            stage.has(name, "analyst", "auditor");
        }
        stage.awaits("everybody was looked at", () -> about("READ").size() == JOINERS.length);
        stage.everythingElseHadItsTurn();
        app.backlog.ends();
        stage.settles(JOINERS);

        assertThat(about(Op.LIST + " analysts")).hasSizeLessThan(JOINERS.length / 2);
    }

    /** What is done is known of each, and where it cannot be told it is read. */
    @Test
    void areReadOnceWhereTheAnswerShowsNothing() {
        allJoinWhileTheFirstIsOnTheWay();
        app.always(Op.MEMBERS, Fault.terse());

        stage.everythingElseHadItsTurn();
        app.backlog.ends();
        stage.settles(JOINERS);

        assertThat(app.members(ANALYSTS)).hasSize(JOINERS.length);
        assertThat(about(Op.LIST + " analysts")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void areNotTakenForMembersWhereTheAppOnlyPretends() {
        app.always(Op.MEMBERS, Fault.pretended());

        stage.has(JOINERS[0], "analyst");

        stage.fails(JOINERS[0], "NotEffective");
        assertThat(app.members(ANALYSTS)).isEmpty();
    }
}
