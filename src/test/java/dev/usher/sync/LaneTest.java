package dev.usher.sync;

import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.identity;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Reaction;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Joiners, movers and leavers of an app that does what it says. */
@Timeout(60)
class LaneTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    @Test
    void createsAJoinerOnceAndWithGroups() {
        stage.has("ada", "analyst");
        stage.settlesAs(AccountState.Active, "ada");

        var account = app.account("ada").orElseThrow();
        assertThat(account.active()).isTrue();
        assertThat(account.externalId()).contains(identity("ada").externalId());
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        assertThat(app.log(Op.CREATE)).hasSize(1);
        assertThat(stage.idOf("ada")).isEqualTo(account.id());
    }

    @Test
    void looksUpAndClaimsBeforeItCreates() {
        stage.has("ada", "guest");
        stage.settles("ada");

        assertThat(app.requests()).containsExactly("LOOK_UP ada", "CREATE ada");
        assertThat(stage.ledger.writes()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void dropsAClaimOnceTheStatusHoldsTheId() {
        stage.has("ada", "guest");
        stage.settles("ada");

        stage.awaits(
                "the claim is dropped",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());
    }

    @Test
    void recordsIntentAndResultOfEveryWrite() {
        stage.has("ada", "auditor");
        stage.settles("ada");

        assertThat(stage.journal.records())
                .containsExactly(
                        "intent Create",
                        "result Create Agreed",
                        "intent Members",
                        "result Members Agreed",
                        "intent Members",
                        "result Members Agreed");
        assertThat(app.writes()).hasSize(3);
    }

    @Test
    void swapsTheGroupsOfAMover() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), Company.group("by hand"));
        app.forgetLog();

        stage.has("ada", "auditor");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors", "readers", "by hand"));
        assertThat(app.writes()).containsExactly("MEMBERS -analysts id-1", "MEMBERS +auditors id-1");
    }

    @Test
    void readsTheReasonLiveBeforeItTakesAGroup() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        stage.world.confirms(Confirmation.TEARDOWN);

        stage.has("ada", "auditor");

        assertThat(stage.fails("ada", "Waiting").detail()).isEqualTo(Detail.TEARDOWN);
        assertThat(app.groupsOf("ada")).contains(groups("analysts").iterator().next());
    }

    @Test
    void disablesALeaverAfterALiveReadAndTakesTheGroups() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var before = stage.world.confirmations();

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.account("ada").orElseThrow().active()).isFalse();
        assertThat(app.groupsOf("ada")).isEmpty();
        assertThat(stage.world.confirmations()).isGreaterThan(before);
    }

    @Test
    void disablesSomebodyOnLeaveAndKeepsTheGroupsForTheReturn() {
        stage.has("ada", "analyst");
        stage.settles("ada");

        stage.is("ada", Employment.Status.OnLeave, "analyst");
        stage.settlesAs(AccountState.Disabled, "ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));

        stage.is("ada", Employment.Status.Active, "analyst");
        stage.settlesAs(AccountState.Active, "ada");
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void givesAReturningUserTheSameAccount() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var id = stage.idOf("ada");
        stage.deletesUser("ada", Reaction.Disable);
        stage.settlesRetained("ada");
        assertThat(app.account("ada").orElseThrow().active()).isFalse();

        stage.world.forgetRetained(Stage.retained("ada"));
        stage.has("ada", "auditor");
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(stage.idOf("ada")).isEqualTo(id);
        assertThat(app.accounts()).hasSize(1);
        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors", "readers"));
    }

    @Test
    void deletesWhereThePolicySaysSoAndConfirmsItById() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();

        stage.deletesUser("ada", Reaction.Delete);
        stage.settlesRetained("ada");

        assertThat(app.accounts()).isEmpty();
        assertThat(app.requests()).containsExactly("READ id-1", "DELETE id-1", "READ id-1");
    }

    @Test
    void leavesAnAccountAloneThatThePolicyKeeps() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.forgetLog();

        stage.deletesUser("ada", Reaction.Keep);
        stage.everythingElseHadItsTurn();

        assertThat(app.requests()).noneMatch(line -> line.contains("id-1"));
        assertThat(app.account("ada").orElseThrow().active()).isTrue();
    }

    @Test
    void renamesAnAccountWhoseUserIsRenamed() {
        stage.has("ada", "guest");
        stage.settles("ada");
        var renamed = Company.renamed("ada", "countess");

        stage.world.declare(user("ada"), renamed, Company.roles("guest"));
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.accounts()).hasSize(1);
        assertThat(app.account("countess").orElseThrow().attributes()).isEqualTo(renamed.profile());
    }

    @Test
    void createsAgainWhatSomebodyDeletedThere() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.deletes(stage.idOf("ada"));

        stage.has("ada", "analyst");
        stage.settles("ada");

        assertThat(app.account("ada").orElseThrow().id()).isEqualTo(stage.idOf("ada"));
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
    }

    @Test
    void asksForNothingOfAnAccountOfALeaverThatIsGone() {
        stage.has("ada", "guest");
        stage.settles("ada");
        app.deletes(stage.idOf("ada"));
        app.forgetLog();

        stage.leaves("ada");
        stage.settlesAs(AccountState.Deleted, "ada");
        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(app.writes()).noneMatch(line -> line.contains("id-1"));
        assertThat(stage.world.agrees(user("ada"), app.id())).isTrue();
    }

    @Test
    void callsNobodyWhileNothingChanges() {
        stage.has("ada", "analyst");
        stage.has("bob", "auditor");
        stage.settles("ada", "bob");
        stage.leaves("bob");
        stage.settles("bob");
        stage.everythingElseHadItsTurn();
        app.forgetLog();
        var letters = stage.outbox.size();

        stage.asks("ada");
        stage.asks("bob");
        stage.awaits("both were looked at", () -> stage.outbox.size() >= letters + 2);

        assertThat(app.requests()).isEmpty();
    }

    @Test
    void callsNobodyAfterARestart() {
        stage.has("ada", "analyst");
        stage.has("bob", "auditor");
        stage.settles("ada", "bob");
        stage.leaves("bob");
        stage.settles("bob");
        stage.restart();
        stage.awaits("the app was seen", () -> stage.lane.health().asked());
        app.forgetLog();
        var letters = stage.outbox.size();

        stage.asks("ada");
        stage.asks("bob");
        stage.awaits("both were looked at", () -> stage.outbox.size() >= letters + 2);

        assertThat(app.requests()).isEmpty();
        assertThat(stage.world.agrees(user("ada"), app.id())).isTrue();
        assertThat(stage.world.agrees(user("bob"), app.id())).isTrue();
    }

    @Test
    void settlesAThousandUsersWithEightWorkers() {
        var names = new ArrayList<String>();
        for (var number = 0; number < 1_000; number++) {
            names.add("user-" + number);
            stage.has("user-" + number, number % 2 == 0 ? "analyst" : "auditor");
        }
        stage.settles(names.toArray(String[]::new));

        assertThat(app.accounts()).hasSize(1_000);
        assertThat(app.log(Op.CREATE)).hasSize(1_000);
        assertThat(app.accounts())
                .allMatch(account -> app.groupsOf(account.id()).size() == 2);
    }

    @Test
    void waitsForAJoinerWhoHasNotStarted() {
        stage.world.declare(
                user("ada"),
                Company.person(
                        "ada",
                        new Employment(
                                "main", Employment.Status.Active, Moment.parse("2099-01-01"), Optional.empty(), false)),
                Company.roles("analyst"));
        stage.asks("ada");
        stage.everythingElseHadItsTurn();

        assertThat(app.account("ada")).isEmpty();
        assertThat(stage.outbox.of(user("ada"))).isEmpty();
    }

    /** It may be the same account at a new address, which nobody can tell. */
    @Test
    void neverSaysThatALeaversAccountIsGoneBecauseItsIdIsOfAnotherTenant() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        var found = stage.status("ada");
        stage.restart();
        stage.awaits(
                "the claim is dropped",
                () -> stage.ledger.stored(app.id()).claims().isEmpty());
        stage.world.remember(
                user("ada"),
                app.id(),
                new KnownAccount(
                        found.id(), Optional.of(new Tenant("before")), found.state(), found.applied(), found.since()));
        stage.restart();

        stage.leaves("ada");

        stage.fails("ada", "AccountNotOwned");
        stage.awaits("the status says so", () -> stage.status("ada").state() == AccountState.Failed);
        assertThat(app.account("ada")).isPresent();
    }

    @Test
    void closesItsSessionAlsoWhereNobodyWaitsForItToStop() throws InterruptedException {
        app.backlog.begins("CREATE");
        stage.has("ada", "analyst");
        stage.awaits("it is on its way", () -> !app.backlog.waiting().isEmpty());
        var stopping = Thread.ofVirtual().start(stage::close);

        stopping.interrupt();
        stopping.join();

        assertThat(app.sessions()).isZero();
        stage.awaits("nobody works", () -> !stage.lane.mayHave(Stage.identity("ada")));
    }
}
