package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Capability;
import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.plan.Drift;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that writes values in its own letters, of which people said so. */
@Timeout(60)
class LaneSpellingTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void titlesAreKeptInSmallLetters() {
        stage.titles("Chief  Analyst");
        app.spells(value -> value.toLowerCase(Locale.ROOT).replaceAll(" +", " "));
        app.teaches(new Capability(Capability.CASELESS, "title,displayName", Capability.Origin.spec));
        app.teaches(new Capability(Capability.TRIMMED, "title", Capability.Origin.spec));
        stage.has("ada", "guest");
        stage.settlesAs(AccountState.Active, "ada");
        stage.keeps(Drift.STANDARD);
        stage.everythingFoundHadItsTurn();
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private Optional<String> title() {
        return app.account("ada").orElseThrow().attributes().get(Attributes.TITLE);
    }

    @Test
    void isNotWrittenToAgainForThat() {
        assertThat(title()).contains("chief analyst");

        stage.takesAnInventory();
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.log(Op.UPDATE)).isEmpty();
        assertThat(stage.lane.health().unkept()).as("it keeps what it is given").isEmpty();
    }

    @Test
    void isWrittenToWhereAValueIsAnotherOne() {
        app.sets(app.account("ada").orElseThrow().id(), Attributes.TITLE, "somebody");

        stage.takesAnInventory();
        stage.everythingFoundHadItsTurn();

        assertThat(title()).contains("chief analyst");
    }

    @Test
    void isGivenAnotherValueThatIsDecided() {
        stage.titles("Countess");
        stage.asks("ada");
        stage.settles("ada");

        assertThat(title()).contains("countess");
        assertThat(app.log(Op.UPDATE)).hasSize(1);
        assertThat(stage.lane.health().unkept()).isEmpty();
    }
}
