package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Learned;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an app has to be spoken to, as sessions found out. */
class LaneLearnedTest {
    private static final Capability PUT = new Capability("users.update", "put", Origin.learned);
    private static final Learned LEARNED = new Learned(List.of(PUT));

    private final Stage stage = new Stage();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void awaitsItsSession(int number) {
        stage.awaits(
                "a session", () -> app.opened() == number && stage.lane.health().asked());
    }

    @Test
    void isShownAndHandedToTheNextSession() {
        stage.start();
        awaitsItsSession(1);
        assertThat(app.handed()).isEqualTo(Learned.NOTHING);
        app.teaches(PUT);
        stage.awaits(
                "it is shown",
                () -> stage.lane
                        .health()
                        .capabilities()
                        .contains(new LaneHealth.Ability("users.update", "put", "learned")));

        app.accepts("another");
        stage.vault.offers("another", "2");
        awaitsItsSession(2);

        assertThat(app.handed()).isEqualTo(LEARNED);
    }

    @Test
    void isShownAsSoonAsItWasFoundOut() {
        var unwatched = Stage.openAndUnwatched();
        try {
            unwatched.app.teaches(PUT);
            assertThat(unwatched.lane.health().capabilities())
                    .extracting(LaneHealth.Ability::name)
                    .doesNotContain("users.update");

            unwatched.has("ada", "guest");
            unwatched.settles("ada");

            unwatched.awaits(
                    "it is shown",
                    () -> unwatched
                            .lane
                            .health()
                            .capabilities()
                            .contains(new LaneHealth.Ability("users.update", "put", "learned")));
        } finally {
            unwatched.close();
        }
    }

    @Test
    void isHandedToTheFirstSessionOfTheNextProcess() {
        stage.lane.recollection().learned(LEARNED);
        stage.start();
        awaitsItsSession(1);

        assertThat(app.handed()).isEqualTo(LEARNED);
    }

    @Test
    void isFoundOutAnewOnceSomebodyEditedTheApp() {
        stage.lane.recollection().learned(LEARNED);
        stage.start();
        awaitsItsSession(1);

        stage.lane.configure(stage.setupElsewhere());
        awaitsItsSession(2);

        assertThat(app.handed()).isEqualTo(Learned.NOTHING);
    }
}
