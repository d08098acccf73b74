package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody changes the Secret of an app. */
class LaneSecretTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    @Test
    void aLateRejectionOfTheEarlierOneIsNoneOfTheNewOne() {
        app.backlog.begins("CREATE");
        stage.has("ada", "guest");
        stage.awaits("a request is under way", () -> !app.backlog.waiting().isEmpty());
        var before = app.opened();

        app.accepts("another");
        stage.vault.offers("another", "2");
        stage.awaits("a new session", () -> app.opened() > before);
        app.backlog.ends();
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.lane.health().trouble()).isEmpty();
    }
}
