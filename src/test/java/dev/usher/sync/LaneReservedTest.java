package dev.usher.sync;

import static dev.usher.domain.access.Company.renamed;
import static dev.usher.domain.access.Company.roles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names of accounts that are deleted, which nobody else is given in that app, whatever they are called elsewhere. */
@Timeout(60)
class LaneReservedTest {
    private static final Failure RESERVED = Failure.of(Kind.NAME_RESERVED, Detail.RESERVED_BY, "record-of-lovelace");

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void isCalledLovelace(String name) {
        stage.world.declare(Stage.user(name), renamed(name, "lovelace"), roles("guest"));
        stage.asks(name);
    }

    private void isToldThatItIsReserved(String name) {
        stage.awaits(
                name + " is told",
                () -> stage.failure(name).filter(RESERVED::equals).isPresent());
    }

    @Test
    void isNotTheNameOfANewAccount() {
        stage.world.reserves("lovelace", Stage.identity("eve"));

        isCalledLovelace("ada");

        isToldThatItIsReserved("ada");
        assertThat(app.log(Op.LOOK_UP))
                .as("nothing is claimed, and the app is not asked")
                .isEmpty();
        assertThat(app.log(Op.CREATE)).isEmpty();
    }

    @Test
    void isNotGivenToAnAccountThatIsThere() {
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");
        stage.world.reserves("lovelace", Stage.identity("eve"));

        isCalledLovelace("ada");

        isToldThatItIsReserved("ada");
        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(app.account("lovelace")).isEmpty();
    }

    @Test
    void isGivenAgainToWhoeverHadIt() {
        stage.world.reserves("lovelace", Stage.identity("ada"));

        isCalledLovelace("ada");

        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.account("lovelace")).isPresent();
    }
}
