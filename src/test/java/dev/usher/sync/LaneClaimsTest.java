package dev.usher.sync;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims that wait for each other before accounts are made. */
@Timeout(60)
class LaneClaimsTest {
    private final Stage stage = Stage.openToCompany();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    /** Somebody whose account is there and recorded, so that nothing has to be claimed for them. */
    private void isThere(String name) {
        var id = app.has(name, Optional.of(identity(name).externalId()), true);
        stage.world.declare(user(name), person(name), roles("guest"));
        stage.world.remember(
                user(name),
                app.id(),
                new KnownAccount(
                        Optional.of(id),
                        Optional.of(stage.setup().target().tenant()),
                        AccountState.Active,
                        Optional.empty(),
                        stage.time.instant()));
    }

    /** Should the claim have come too late to be taken along, the next look at the app takes it. */
    private void settlesAtTheLatestWithALookAtTheApp(String name) {
        stage.awaits(name + " is as decided", () -> {
            stage.lane.configure(stage.setup());
            return stage.world.agrees(user(name), app.id());
        });
    }

    private void joins(String name) {
        stage.has(name, "guest");
        stage.awaits("a claim of " + name + " waits", () -> app.log(Op.LOOK_UP).contains("LOOK_UP " + name));
    }

    /** As many as have come when the hundredth does, so that fewer than a hundred may be left to wait for others. */
    @Test
    void twoHundredAccountsAreClaimedByTheHundredByEightAtATime() {
        var names = IntStream.range(0, 200).mapToObj(number -> "user-" + number).toArray(String[]::new);

        for (var name : names) {
            stage.has(name, "guest");
        }
        stage.awaits(
                "all of them are at their claims", () -> app.log(Op.LOOK_UP).size() == names.length);
        stage.awaits(
                "the first hundred are claimed",
                () -> stage.ledger.stored(app.id()).claims().size() >= LaneBook.MOST_IN_COMPANY);
        assertThat(stage.ledger.writes()).isLessThanOrEqualTo(2);
        for (var name : names) {
            settlesAtTheLatestWithALookAtTheApp(name);
        }

        assertThat(app.accounts()).hasSize(200);
        assertThat(app.log(Op.CREATE)).hasSize(200);
    }

    @Test
    void aDepartureWaitsForNobodyAndTakesTheClaimsWithIt() {
        isThere("bob");
        joins("ada");
        assertThat(app.log(Op.CREATE)).isEmpty();

        stage.leaves("bob");
        stage.settlesAs(AccountState.Disabled, "bob");
        settlesAtTheLatestWithALookAtTheApp("ada");

        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void whoeverLeavesWhileTheirClaimWaitsGetsNoAccount() {
        isThere("bob");
        joins("ada");

        stage.leaves("ada");
        stage.leaves("bob");
        stage.settlesAs(AccountState.Disabled, "bob");
        settlesAtTheLatestWithALookAtTheApp("ada");

        assertThat(app.log(Op.CREATE)).isEmpty();
        stage.awaits(
                "the claim is withdrawn",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());
    }

    @Test
    void aLaneThatIsStoppedWaitsForNoCompany() throws InterruptedException {
        joins("ada");

        stage.lane.stop(Duration.ofMillis(1));
        stage.awaits("nobody works", () -> !stage.lane.mayHave(identity("ada")));

        assertThat(app.log(Op.CREATE)).isEmpty();
        assertThat(stage.ledger.stored(app.id()).claims()).isEmpty();
    }
}
