package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who goes first where an app answers slowly and thousands wait. */
@Timeout(60)
class LaneUrgencyTest {
    private static final int JOINERS = 3_000;

    /** A person takes an hour to mend what they have to. */
    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));

    private final FakeApp app = stage.app;

    @BeforeEach
    void adaAndGraceWork() {
        stage.has("ada", "analyst");
        stage.has("grace", "analyst");
        stage.settles("ada", "grace");
    }

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private void join(int people) {
        app.backlog.begins();
        for (var number = 0; number < people; number++) {
            stage.has("joiner-" + number, "guest");
        }
    }

    private void arrive(int requests) {
        stage.awaits(requests + " requests arrive", () -> app.backlog.waiting().size() == requests);
    }

    private String read(String name) {
        return Op.READ + " " + stage.idOf(name).value();
    }

    @Test
    void aLeaverIsAskedForWhileNothingElseIsAnswered() {
        join(JOINERS);
        arrive(6);
        assertThat(app.backlog.waiting()).allMatch(request -> request.startsWith("LOOK_UP joiner"));

        var ofAda = read("ada");
        stage.leaves("ada");
        arrive(7);
        assertThat(app.backlog.waiting()).last().isEqualTo(ofAda);

        var ofGrace = read("grace");
        stage.deletesUser("grace", Reaction.Disable);
        arrive(8);
        assertThat(app.backlog.waiting()).last().isEqualTo(ofGrace);
    }

    /** The offer of whoever saw it may still be on its way. */
    @Test
    void whatTheLaneItselfFindsToBeARevocationIsAskedForAsOne() {
        var ofAda = read("ada");
        join(6);
        arrive(6);

        stage.world.declare(
                Stage.user("ada"),
                Company.person("ada", Company.employment(Employment.Status.Terminated)),
                Company.roles());
        stage.lane.offer(Stage.user("ada"), Priority.CHANGE);

        arrive(7);
        assertThat(app.backlog.waiting()).last().isEqualTo(ofAda);
    }

    @Test
    void aLeaverIsNextWhereTheAppTakesOneRequestAtATime() {
        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 1)));
        join(JOINERS);
        arrive(1);
        app.forgetLog();

        var ofAda = read("ada");
        stage.leaves("ada");
        stage.awaits("the leaver is asked for", () -> {
            app.backlog.answersOne();
            return app.requests().contains(ofAda);
        });

        assertThat(app.requests()).hasSizeLessThan(JOINERS / 10);
    }

    @Test
    void aNewPaceHoldsForTheSessionThatIsOpen() {
        join(40);
        arrive(6);

        stage.lane.pace(Stage.tempo(Rate.aSecond(1_000_000, 1_000_000, 20)));

        arrive(16);
        app.backlog.ends();
        stage.settles("joiner-39");
        assertThat(app.opened()).isEqualTo(1);
    }

    @Test
    void onlyARevocationIsTriedAgainBeforeAPersonMendsIt() {
        app.always(Op.DISABLE, Fault.failed(Kind.REJECTED));
        app.always(Op.CREATE, Fault.failed(Kind.REJECTED));
        stage.has("bob", "guest");
        stage.leaves("ada");
        stage.fails("bob", "AccountRejected");
        stage.fails("ada", "AccountRejected");

        app.isWell();

        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.account("bob")).isEmpty();
    }
}
