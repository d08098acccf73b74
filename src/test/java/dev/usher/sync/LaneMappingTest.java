package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.MappedAttribute;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.rule.Formula;
import dev.usher.domain.rule.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts of an app that maps attributes. */
@Timeout(60)
class LaneMappingTest {
    private static final Formula LOGIN = new Formula("login");

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void loginIsTheMail() {
        logins("%s@example.com");
        stage.world.company.maps("github", new MappedAttribute.Always(Attributes.USER_NAME, LOGIN));
        stage.world.declare();
    }

    private void logins(String format) {
        stage.world.company.says(
                LOGIN, of -> new Text.Value(format.formatted(of.profile().userName())));
        stage.world.declare();
    }

    private void nobodyKnowsTheLoginOfAda() {
        stage.world.company.says(
                LOGIN,
                of -> of.name().equals("ada")
                        ? Text.UNKNOWN
                        : new Text.Value(of.profile().userName()));
        stage.world.declare();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    @Test
    void areMadeAndLookedUpByTheLoginThatIsMapped() {
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.log(Op.LOOK_UP, Op.CREATE)).containsExactly("LOOK_UP ada@example.com", "CREATE ada@example.com");
    }

    @Test
    void areRenamedByAnotherMapping() {
        stage.has("ada", "guest");
        stage.settles("ada");
        var id = stage.idOf("ada");

        logins("%s@example.org");
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.account("ada@example.org").orElseThrow().id()).isEqualTo(id);
        assertThat(app.accounts()).hasSize(1);
    }

    @Test
    void areClaimedByTheLoginThatIsMappedSoThatALostAnswerIsLookedUp() {
        app.dropsExternalIds();
        app.onNext(Op.CREATE, Fault.answerLost());

        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(app.log(Op.CREATE)).hasSize(1);
    }

    @Test
    void canBeLeftInAnAppThatKeepsNoKeys() {
        app.dropsExternalIds();
        stage.has("ada", "guest");
        stage.settles("ada");

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.account("ada@example.com").orElseThrow().active()).isFalse();
    }

    @Test
    void canBeLeftAndRenamedUnderTheNameOfAnEarlierMapping() {
        app.dropsExternalIds();
        logins("%s");
        stage.has("ada", "guest");
        stage.has("grace", "guest");
        stage.settles("ada");
        stage.settles("grace");

        logins("%s@example.org");
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.asks("grace");
        stage.settles("grace");

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.account("grace@example.org").orElseThrow().active()).isTrue();
        assertThat(app.accounts()).hasSize(2);
    }

    @Test
    void canBeLeftWhereNobodyCanTellTheLoginAnyMore() {
        app.dropsExternalIds();
        stage.has("ada", "guest");
        stage.settles("ada");

        nobodyKnowsTheLoginOfAda();
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.account("ada@example.com").orElseThrow().active()).isFalse();
    }

    @Test
    void areNotMadeWhereNobodyCanTellTheLogin() {
        nobodyKnowsTheLoginOfAda();
        stage.has("ada", "guest");
        stage.everythingElseHadItsTurn();

        assertThat(app.log(Op.LOOK_UP, Op.CREATE)).isNotEmpty().noneMatch(line -> line.contains("ada"));
    }
}
