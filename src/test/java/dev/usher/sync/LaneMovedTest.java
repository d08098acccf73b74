package dev.usher.sync;

import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Company;
import dev.usher.domain.access.Creation;
import dev.usher.domain.access.Phase;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.safety.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that has moved: ids that were seen at the old address mean strangers at the new one. */
@Timeout(60)
class LaneMovedTest {
    private static final Tenant ELSEWHERE = Company.tenant("elsewhere");
    private static final int MORE_THAN_THE_BUDGET = 14;

    private final Stage stage = Stage.opened(new Stage(Duration.ofHours(1)));
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        app.backlog.ends();
        stage.close();
    }

    private void moves() {
        stage.moves();
        stage.keeps(Drift.STANDARD);
        app.forgetLog();
    }

    /** The next word about somebody, which the record has by then. */
    private Result hears(String name) {
        var before = stage.outbox.allOf(user(name)).size();
        stage.asks(name);
        stage.awaits(
                "a word about " + name, () -> stage.outbox.allOf(user(name)).size() > before);
        return stage.outbox.of(user(name)).orElseThrow();
    }

    private void isNowhereElse(String name, RemoteId before) {
        var account = stage.status(name);
        assertThat(account.idIn(ELSEWHERE)).isNotEqualTo(Optional.of(before));
        assertThat(stage.world.owners(app.id(), ELSEWHERE)).doesNotContainKey(before);
    }

    private RemoteId isDisabled(String name) {
        stage.has(name, "guest");
        stage.settles(name);
        stage.leaves(name);
        stage.settlesAs(AccountState.Disabled, name);
        return stage.idOf(name);
    }

    @Test
    void whoIsDisabledAtTheOldAddressIsLookedUpAtTheNewOne() {
        var id = isDisabled("ada");
        moves();

        stage.asks("ada");

        assertThat(stage.fails("ada", "AccountNotOwned")).isNotNull();
        isNowhereElse("ada", id);
        assertThat(stage.status("ada").id()).contains(id);
    }

    @Test
    void whoHasNoAccountThereIsRecordedWithoutTheOldId() {
        var id = isDisabled("ada");
        app.deletes(id);
        moves();

        assertThat(hears("ada").state()).isEqualTo(AccountState.Deleted);

        isNowhereElse("ada", id);
        assertThat(stage.status("ada")).satisfies(account -> {
            assertThat(account.id()).isEmpty();
            assertThat(account.tenant()).contains(ELSEWHERE);
        });
    }

    /** Once the wave goes, their account is looked for there. */
    @Test
    void whoIsHeldKeepsTheIdAndTheTenantInWhichItWasSeen() {
        var names = IntStream.range(0, MORE_THAN_THE_BUDGET)
                .mapToObj(number -> "guest-" + number)
                .toArray(String[]::new);
        Stream.of(names).forEach(name -> stage.has(name, "guest"));
        stage.settles(names);
        stage.census.isSwept(false);
        stage.census.lose(new Origin.OfEdit("Role", "people", "guest", OptionalLong.of(7)), names);
        Stream.of(names).forEach(stage::has);
        stage.census.isSwept(true);
        stage.awaits(
                "all of them are held",
                () -> Stream.of(names).allMatch(name -> stage.status(name).state() == AccountState.Held));
        var before = stage.status("guest-0");
        moves();

        assertThat(hears("guest-0")).matches(word -> word.state() == AccountState.Held, "is held");

        isNowhereElse("guest-0", before.id().orElseThrow());
        assertThat(stage.status("guest-0").id()).isEqualTo(before.id());
        assertThat(stage.status("guest-0").tenant()).isEqualTo(before.tenant());
    }

    @Test
    void whoseAccountIsOnlyPlannedKeepsTheIdAndTheTenantInWhichItWasSeen() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var before = stage.status("ada");
        app.deletes(stage.idOf("ada"));
        stage.isIn(new Phase.Shadow());
        moves();

        assertThat(hears("ada").failure())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo("OnlyPlanned"));

        isNowhereElse("ada", before.id().orElseThrow());
        assertThat(stage.status("ada").id()).isEqualTo(before.id());
        assertThat(stage.status("ada").tenant()).isEqualTo(before.tenant());
    }

    /** That there was none at the old address says nothing of whose it is. */
    @Test
    void anAccountThatWasThereBeforeIsNotTakenForOneThatAFirstLoginMade() {
        stage.world.company.isCreatedBy("github", Creation.JustInTime);
        stage.world.declare();
        stage.keeps(Drift.STANDARD);
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.AwaitingLogin, "ada");
        var older = app.has("ada", Optional.empty(), true);
        stage.moves();

        stage.asks("ada");

        assertThat(stage.fails("ada", "AdoptionNeedsDecision")).isNotNull();
        assertThat(stage.outbox.of(user("ada")).flatMap(Result::candidate)).contains(older);
        assertThat(Optional.of(stage.status("ada")).flatMap(KnownAccount::id)).isEmpty();
    }
}
