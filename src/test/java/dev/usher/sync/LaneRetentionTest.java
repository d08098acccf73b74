package dev.usher.sync;

import static dev.usher.sync.Stage.retained;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.person.Employment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accounts that are deleted only after a while. */
@Timeout(60)
class LaneRetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void losesItsUser(String name, Duration retention) {
        var known = stage.status(name);
        stage.world.delete(user(name));
        stage.retains(name, known, Reaction.Delete, retention);
    }

    @Test
    void disablesAtOnceAndDeletesAfterTheRetention() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        losesItsUser("ada", MONTH);
        stage.settlesRetained("ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.groupsOf("ada")).isEmpty();

        stage.time.advance(MONTH.minusMinutes(1));
        stage.lane.offer(retained("ada"), Priority.REVOCATION);
        stage.everythingElseHadItsTurn();
        assertThat(app.account("ada")).isPresent();

        stage.time.advance(Duration.ofMinutes(1));
        stage.lane.offer(retained("ada"), Priority.REVOCATION);
        stage.settlesRetained("ada");

        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.world.status(retained("ada"), app.id()).orElseThrow().state())
                .isEqualTo(AccountState.Deleted);
    }

    @Test
    void deletesAtOnceWithoutARetention() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        losesItsUser("ada", Duration.ZERO);
        stage.settlesRetained("ada");

        assertThat(app.accounts()).isEmpty();
        assertThat(app.log(Op.DISABLE)).isEmpty();
    }

    @Test
    void givesTheAccountBackToWhoeverComesInTime() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var id = stage.idOf("ada");
        losesItsUser("ada", MONTH);
        stage.settlesRetained("ada");
        stage.time.advance(MONTH.minusDays(1));

        stage.world.forgetRetained(retained("ada"));
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.accounts()).hasSize(1);
    }

    /** From this instant resolution counts how long an account is to be retained. */
    @Test
    void remembersSinceWhenAStateLastsWhateverIsAskedMeanwhile() {
        var counted = new AtomicReference<Optional<Instant>>(Optional.empty());
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        var since = stage.status("ada").since();
        stage.time.advance(Duration.ofDays(10));

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.decides("ada", known -> {
            counted.set(known.map(KnownAccount::since));
            return Optional.empty();
        });
        stage.awaits("it was decided", () -> counted.get().isPresent());

        assertThat(counted.get()).contains(since);
        assertThat(stage.status("ada").since()).isEqualTo(since);
    }

    @Test
    void countsFromTheInstantThatTheStatusShows() {
        var counted = new AtomicReference<Optional<Instant>>(Optional.empty());
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.leaves("ada");
        stage.settles("ada");
        var found = stage.status("ada");
        var later = found.since().plusSeconds(7);
        stage.world.remember(
                user("ada"),
                app.id(),
                new KnownAccount(found.id(), found.tenant(), found.state(), found.applied(), later));

        stage.decides("ada", known -> {
            counted.set(known.map(KnownAccount::since));
            return Optional.empty();
        });
        stage.awaits("it was decided", () -> counted.get().isPresent());

        assertThat(counted.get()).contains(later);
    }
}
