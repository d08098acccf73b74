package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that does not let the credentials change some accounts, such as its last owner's. */
@Timeout(60)
class LaneDeniedTest {
    private final Stage stage = Stage.openAndUnwatched();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    @Test
    void othersGoOnWhereOneMayNotBeChanged() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.onNext(Op.DISABLE, Fault.failed(Kind.DENIED));

        stage.leaves("ada");
        stage.fails("ada", "DeniedByApp");
        stage.has("grace", "guest");
        stage.settles("grace");

        assertThat(stage.lane.health().trouble()).isEmpty();
        stage.passes(Duration.ofHours(1).plusSeconds(1));
        stage.settlesAs(AccountState.Disabled, "ada");
    }

    @Test
    void itIsSaidOfTheCredentialsWhereNobodyMayBeChanged() {
        app.always(Op.CREATE, Fault.failed(Kind.DENIED));
        IntStream.range(0, CommonRejection.ENOUGH).forEach(number -> stage.has("early-" + number, "guest"));
        stage.awaits(
                "it is said of the app",
                () -> stage.lane.health().rejection().map(Failure::reason).equals(Optional.of("CredentialsReadOnly")));
        stage.has("ada", "guest");
        stage.fails("ada", "CredentialsReadOnly");

        app.isWell();
        stage.passes(Duration.ofHours(1).plusSeconds(1));

        stage.settlesAs(AccountState.Active, "ada");
        stage.settlesAs(AccountState.Active, "early-0");
        assertThat(stage.lane.health().rejection()).isEmpty();
    }
}
