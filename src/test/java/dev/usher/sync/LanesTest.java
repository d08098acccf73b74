package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final Stage stage = new Stage();
    private final Lanes lanes = new Lanes(stage.ports(), stage.timing, () -> Stage.DIGESTS);

    @AfterEach
    void ends() {
        lanes.stop(Duration.ofSeconds(2));
        stage.close();
    }

    private void asks() {
        stage.has("ada", "guest");
        lanes.pace(stage.app.id(), Stage.tempo(Stage.UNLIMITED));
        lanes.configure(stage.app.id(), stage.setup());
        lanes.offer(stage.app.id(), Stage.user("ada"), Priority.CHANGE);
    }

    @Test
    void workOnceTheyAreStarted() {
        asks();
        assertThat(stage.app.requests()).isEmpty();

        lanes.start();

        stage.awaits("the account is made", () -> stage.app.account("ada").isPresent());
    }

    @Test
    void aLaneThatIsAskedForAfterTheyWereStoppedDoesNotWork() {
        lanes.start();
        lanes.stop(Duration.ofSeconds(2));

        asks();

        await().during(A_WHILE).until(() -> stage.app.requests().isEmpty());
    }

    @Test
    void thoseThatWereStoppedBeforeTheyWereStartedNeverWork() {
        asks();
        lanes.stop(Duration.ofSeconds(2));

        lanes.start();

        await().during(A_WHILE).until(() -> stage.app.requests().isEmpty());
    }
}
