package dev.usher.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Lock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever is shut out loses the sessions that they have open, in apps that can be asked for that. */
@Timeout(60)
class LaneSessionsTest {
    private static final Lock LOCK = new Lock(Company.NAMESPACE, "case-7", Set.of(), Optional.empty());

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void adaIsIn() {
        stage.world.company.endsSessions("github");
        stage.world.declare();
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.logsIn(stage.idOf("ada"));
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void locks() {
        stage.world.lock("ada", LOCK);
        stage.lane.offer(Stage.user("ada"), Priority.LOCK);
    }

    private boolean isIn() {
        return app.hasSession(stage.idOf("ada"));
    }

    private List<String> requests(Op... ops) {
        return app.requests().stream()
                .filter(request -> List.of(ops).stream().anyMatch(op -> request.startsWith(op.name())))
                .map(request -> request.split(" ", -1)[0])
                .toList();
    }

    @Test
    void endOnceNobodyCanBeginAnother() {
        locks();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn()).isFalse();
        assertThat(requests(Op.DISABLE, Op.END_SESSIONS)).containsExactly("DISABLE", "END_SESSIONS");
        assertThat(stage.journal.records()).contains("intent EndSessions", "result EndSessions Accepted");
    }

    @Test
    void areNotAskedForAgainByAnotherProcess() {
        locks();
        stage.settlesAs(AccountState.Disabled, "ada");
        app.forgetLog();

        stage.restart();
        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(requests(Op.DISABLE, Op.END_SESSIONS)).isEmpty();
    }

    @Test
    void areEndedByAnotherProcessWhereOneDiedInBetween() {
        app.always(Op.END_SESSIONS, Fault.failed(Kind.UNREACHABLE));
        locks();
        stage.fails("ada", "SessionsOpen");
        stage.close();
        app.isWell();

        stage.restart();
        stage.asks("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn()).isFalse();
    }

    @Test
    void areTriedForAsLongAsItTakesAndNeverTakenForEnded() {
        app.always(Op.END_SESSIONS, Fault.failed(Kind.UNAUTHORIZED));
        locks();
        stage.awaits("it is tried again", () -> requests(Op.END_SESSIONS).size() > 3);
        stage.fails("ada", "SessionsOpen");

        assertThat(stage.outbox.of(Stage.user("ada"))).hasValueSatisfying(said -> {
            assertThat(said.state()).isEqualTo(AccountState.Disabled);
            assertThat(said.failure()).contains(Failure.of(Kind.SESSIONS_OPEN, Detail.NONE));
            assertThat(said.applied()).isPresent().isNotEqualTo(said.aim());
        });
        stage.has("grace", "guest");
        stage.settles("grace");

        app.isWell();
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(isIn()).isFalse();
    }

    @Test
    void areAskedForAgainWhereTheAnswerIsLost() {
        app.onNext(Op.END_SESSIONS, Fault.requestLost());
        locks();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn()).isFalse();
        assertThat(requests(Op.END_SESSIONS)).hasSize(2);
    }

    @Test
    void endForWhoeverWasDisabledBeforeTheLock() {
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(isIn()).isTrue();

        locks();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(isIn()).isFalse();
    }

    @Test
    void areLeftWhereTheLockIsGoneBeforeTheyAreEnded() {
        app.always(Op.END_SESSIONS, Fault.failed(Kind.UNREACHABLE));
        locks();
        stage.fails("ada", "SessionsOpen");

        stage.world.lock("ada");
        stage.asks("ada");
        stage.settlesAs(AccountState.Active, "ada");
        app.isWell();
        stage.everythingElseHadItsTurn();

        assertThat(isIn()).isTrue();
    }

    @Test
    void areNobodysBusinessInAnAppThatCannotEndThem() {
        stage.world.company.hasApp("github");
        stage.world.declare();
        locks();
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(requests(Op.END_SESSIONS)).isEmpty();
    }
}
