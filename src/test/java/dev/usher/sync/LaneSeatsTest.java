package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that has no licence left. */
@Timeout(60)
class LaneSeatsTest {
    private final Stage stage = Stage.openAndUnwatched();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void startedIn(int year, String name) {
        var start = Moment.parse(year + "-01-01");
        stage.world.declare(
                Stage.user(name),
                person(name, new Employment("main", Employment.Status.Active, start, Optional.empty(), false)),
                roles("guest"));
        stage.lane.offer(Stage.user(name), Priority.CHANGE);
    }

    private List<String> asked() {
        return app.log(Op.CREATE);
    }

    /** One licence, which somebody has who is about to leave. */
    private void isFull() {
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");
        app.hasSeats(1);
        app.forgetLog();
    }

    private void waits(int year, String name) {
        startedIn(year, name);
        stage.fails(name, "SeatsExhausted");
    }

    @Test
    void whoeverStartsEarlierGetsTheNextOneWhenSomebodyLeaves() {
        isFull();
        waits(2023, "grace");
        waits(2021, "edsger");
        waits(2022, "barbara");

        stage.leaves("ada");
        stage.settlesAs(AccountState.Active, "edsger");
        stage.leaves("edsger");
        stage.settlesAs(AccountState.Active, "barbara");

        stage.fails("grace", "SeatsExhausted");
        assertThat(app.account("grace")).isEmpty();
    }

    @Test
    void theAppIsNotAskedForThoseWhoStartLaterThanOneWhoWasRefused() {
        isFull();
        waits(2021, "edsger");
        assertThat(asked()).hasSize(1);

        IntStream.range(0, 5).forEach(number -> waits(2022, "later-" + number));
        assertThat(asked()).hasSize(1);

        app.forgetLog();
        stage.passes(Duration.ofHours(1).plusSeconds(1));
        stage.awaits("the first one asks for all", () -> asked().size() == 1);
        stage.has("linus");
        stage.settles("linus");
        assertThat(asked()).as("once for all").hasSize(1);
    }

    @Test
    void whenMoreAreBoughtAllGetOneAfterTheOther() {
        isFull();
        waits(2021, "edsger");
        waits(2023, "grace");
        waits(2022, "barbara");

        app.hasSeats(10);
        stage.passes(Duration.ofHours(1).plusSeconds(1));

        stage.settlesAs(AccountState.Active, "edsger");
        stage.settlesAs(AccountState.Active, "barbara");
        stage.settlesAs(AccountState.Active, "grace");
    }

    @Test
    void whoeverDoesNotWantOneAnyMoreKeepsNobodyWaiting() {
        isFull();
        waits(2021, "edsger");
        waits(2022, "barbara");
        stage.leaves("edsger");
        stage.settles("edsger");

        stage.leaves("ada");

        stage.settlesAs(AccountState.Active, "barbara");
    }

    @Test
    void whoIsGoneKeepsNobodyWaiting() {
        isFull();
        waits(2021, "edsger");
        waits(2022, "barbara");
        stage.world.delete(Stage.user("edsger"));
        stage.lane.offer(Stage.user("edsger"), Priority.CHANGE);

        stage.leaves("ada");

        stage.settlesAs(AccountState.Active, "barbara");
    }

    @Test
    void whoComesBackWaitsInTheSameOrder() {
        isFull();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        startedIn(2023, "grace");
        stage.settlesAs(AccountState.Active, "grace");
        waits(2024, "barbara");

        startedIn(2020, "ada");
        stage.fails("ada", "SeatsExhausted");
        stage.leaves("grace");

        stage.settlesAs(AccountState.Active, "ada");
        stage.fails("barbara", "SeatsExhausted");
    }

    @Test
    void whoComesBackToAnAppThatHidesThemWaitsInTheSameOrder() {
        app.shows(Dormancy.HIDDEN);
        isFull();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        startedIn(2021, "grace");
        stage.settlesAs(AccountState.Active, "grace");
        waits(2022, "barbara");
        app.forgetLog();

        waits(2023, "ada");

        assertThat(app.writes()).isEmpty();
    }

    @Test
    void leaversGoWhileOthersWait() {
        isFull();
        waits(2021, "edsger");

        stage.leaves("ada");

        stage.settlesAs(AccountState.Disabled, "ada");
    }
}
