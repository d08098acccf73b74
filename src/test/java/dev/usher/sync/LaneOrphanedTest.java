package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Pause;
import dev.usher.domain.plan.Correlation;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.OrphanTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts that somebody wanted to stay as they are when their user was deleted. */
@Timeout(60)
class LaneOrphanedTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void adaIsThere() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private boolean isAsItWas() {
        var account = app.account("ada").orElseThrow();
        return account.active() && app.groupsOf("ada").equals(Company.groups("analysts", "readers"));
    }

    private List<String> writesAbout(RemoteId id) {
        return app.writes().stream()
                .filter(write -> write.endsWith(" ada") || write.endsWith(" " + id.value()))
                .toList();
    }

    private List<RemoteId> orphans() {
        return stage.lane.health().inventory().found().map(InventoryReport.Found::orphans).orElse(List.of()).stream()
                .map(InventoryReport.Orphan::id)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Reaction.class)
    void stayAsTheyAreWhateverTheAppDoesAtADeparture(Reaction policy) {
        var id = stage.idOf("ada");
        stage.leavesBehind("ada", policy);
        stage.everythingElseHadItsTurn();

        stage.passes(Duration.ofDays(400));
        stage.lane.offer(Stage.retained("ada"), Priority.REVOCATION);
        stage.everythingElseHadItsTurn();

        assertThat(isAsItWas()).isTrue();
        assertThat(writesAbout(id)).isEmpty();
    }

    @Test
    void countAsOrphanedUntilSomebodyTakesThemBack() {
        var id = stage.idOf("ada");
        stage.keeps(Drift.STANDARD);
        assertThat(orphans()).isEmpty();

        stage.leavesBehind("ada", Reaction.Delete);
        stage.takesAnInventory();
        assertThat(orphans()).containsExactly(id);

        app.forgetLog();
        stage.returns("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");
        stage.takesAnInventory();
        assertThat(orphans()).isEmpty();
        assertThat(isAsItWas()).isTrue();
        assertThat(writesAbout(id)).isEmpty();
    }

    /** As of any other account that nobody justifies. */
    @Test
    void areNoOrphansWhileTheyAreAcknowledged() {
        var id = stage.idOf("ada");
        stage.leavesBehind("ada", Reaction.Disable);

        stage.keeps(new Upkeep(
                Duration.ofHours(1),
                Drift.STANDARD,
                new OrphanTerms(Optional.empty(), Map.of(id, new Pause(Optional.empty()))),
                Correlation.STANDARD));

        assertThat(orphans()).isEmpty();
    }

    private Optional<Instant> confirmed(RemoteId id) {
        return stage.lane
                .health()
                .inventory()
                .found()
                .flatMap(found -> Optional.ofNullable(found.confirmed().get(id)));
    }

    /** The first of two looks may have been a wrong one. */
    @Test
    void areConfirmedByTheSecondInventoryThatShowsThem() {
        var id = stage.idOf("ada");
        app.has("svc", Optional.empty(), true);
        stage.keeps(Drift.STANDARD);
        stage.leavesBehind("ada", Reaction.Disable);

        stage.takesAnInventory();
        assertThat(confirmed(id)).isEmpty();
        stage.takesAnInventory();

        assertThat(confirmed(id)).isPresent();
        assertThat(orphans()).hasSize(2);
        assertThat(stage.lane.health().inventory().found().orElseThrow().confirmed())
                .containsOnlyKeys(id);
    }

    @Test
    void areShutOutWhereTheAppSaysSoOnceTheGraceIsOver() {
        stage.reactsToOrphans(OrphanTerms.Reply.Disable, Duration.ofDays(7));
        var id = stage.idOf("ada");
        stage.keeps(Drift.STANDARD);
        stage.leavesBehind("ada", Reaction.Disable);
        stage.takesAnInventory();
        stage.takesAnInventory();

        stage.records("ada", confirmed(id));
        stage.everythingElseHadItsTurn();
        assertThat(isAsItWas()).isTrue();

        stage.passes(Duration.ofDays(7));
        stage.records("ada", confirmed(id));
        stage.awaits("ada is out", () -> !app.account("ada").orElseThrow().active());
        stage.awaits("she holds nothing", () -> app.groupsOf("ada").isEmpty());
        stage.takesAnInventory();
        stage.awaits("nobody is told of", () -> orphans().isEmpty());
    }

    /** What is due has not happened yet: until then it is an orphan as before. */
    @Test
    void areConfirmedUntilTheyAreOut() {
        stage.reactsToOrphans(OrphanTerms.Reply.Disable, Duration.ZERO);
        var id = stage.idOf("ada");
        stage.keeps(Drift.STANDARD);
        stage.leavesBehind("ada", Reaction.Disable);
        stage.takesAnInventory();
        stage.takesAnInventory();
        var since = confirmed(id);
        app.always(Op.DISABLE, Fault.failed(Kind.REJECTED));

        stage.records("ada", since);
        stage.takesAnInventory();

        assertThat(since).isPresent();
        assertThat(confirmed(id)).isEqualTo(since);
    }
}
