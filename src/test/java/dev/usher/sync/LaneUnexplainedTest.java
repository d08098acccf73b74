package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.sync.Stage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Drift;
import dev.usher.domain.plan.Unexplained;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Truth;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lanes say of what accounts hold although nothing explains it. */
@Timeout(60)
class LaneUnexplainedTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @BeforeEach
    void adaIsAnalystAndInAGroupThatNobodyNames() {
        app.showsGroups();
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), group("by hand"));
        app.forgetLog();
    }

    @AfterEach
    void ends() {
        stage.close();
    }

    private void treats(Authority authority) {
        stage.world.company.treats("github", authority);
        stage.world.declare();
    }

    private void reports(String... groups) {
        stage.awaits(
                "it is said of ada what she holds",
                () -> stage.outbox.of(user("ada")).flatMap(Result::unexplained).isPresent());
        Set<Entitlement> said = stage.outbox
                .of(user("ada"))
                .flatMap(Result::unexplained)
                .orElseThrow()
                .entitlements();
        assertThat(said).isEqualTo(groups(groups));
    }

    @Test
    void isNeitherWhatRolesGiveNorWhatWasJustTaken() {
        stage.has("ada", "auditor");
        stage.settles("ada");

        reports("by hand");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors", "readers", "by hand"));
        assertThat(app.log(Op.READ)).hasSize(1);
    }

    @Test
    void isWhatWasLeftWhereNothingIsTaken() {
        treats(Authority.Additive);
        stage.has("ada", "guest");
        stage.settles("ada");

        reports("analysts", "by hand", "readers");
    }

    @Test
    void isNotWhatIsIgnoredOrMayBe() {
        stage.world.company.ignores("github", new EntitlementRule("by hand"), held -> switch (held.value()) {
            case "by hand" -> Truth.YES;
            case "who knows" -> Truth.UNKNOWN;
            default -> Truth.NO;
        });
        stage.world.declare();
        app.puts(stage.idOf("ada"), group("who knows"));
        app.puts(stage.idOf("ada"), group("strange"));
        stage.has("ada", "guest");
        stage.settles("ada");

        reports("strange");
    }

    @Test
    void isNotWhatMayBeKept() {
        stage.decides("ada", new Decision.Trim(groups("readers"), Why.Frozen));
        stage.settles("ada");

        reports("by hand");
    }

    @Test
    void isNotWhatWaitsForAReturn() {
        stage.decides("ada", new Decision.Disabled(Why.OnLeave));
        stage.settlesAs(AccountState.Disabled, "ada");

        reports("by hand");
    }

    @Test
    void isSaidOfWhoLeavesToo() {
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        reports("by hand");
    }

    @Test
    void isNothingInAnAccountThatIsGone() {
        stage.decides("ada", new Decision.Absent(Why.Departed));
        stage.settlesAs(AccountState.Deleted, "ada");

        stage.awaits(
                "it is said",
                () -> stage.outbox
                        .of(user("ada"))
                        .flatMap(Result::unexplained)
                        .filter(Unexplained.NONE::equals)
                        .isPresent());
    }

    @Test
    void isNotToldWhereNothingWasRead() {
        var letters = stage.outbox.size();

        stage.asks("ada");
        stage.awaits("it was looked at", () -> stage.outbox.size() > letters);

        assertThat(stage.outbox.of(user("ada")).flatMap(Result::unexplained)).isEmpty();
        assertThat(app.requests()).isEmpty();
    }

    private void everythingIsUshers() {
        treats(Authority.Authoritative);
        stage.asks("ada");
        stage.settles("ada");
    }

    @Test
    void isTakenWhereEverythingIsUshers() {
        everythingIsUshers();

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers"));
        reports();
    }

    @Test
    void isTakenWhenAnInventoryShowsIt() {
        everythingIsUshers();
        stage.keeps(Drift.STANDARD);
        app.puts(stage.idOf("ada"), group("owners"));

        stage.takesAnInventory();

        stage.awaits("it was taken", () -> app.groupsOf("ada").equals(groups("analysts", "readers")));
    }

    @Test
    void isLeftWhereDriftIsOnlyReported() {
        everythingIsUshers();
        stage.keeps(new Drift(Drift.Reply.Correct, Drift.Reply.Report, Drift.Reply.Report));
        app.puts(stage.idOf("ada"), group("owners"));

        stage.takesAnInventory();

        stage.awaits(
                "it is said",
                () -> stage.failure("ada")
                        .filter(why -> why.reason().equals("Drifted"))
                        .isPresent());
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "owners"));
    }

    @Test
    void isTakenOfWhoLeavesWhereEverythingIsUshers() {
        everythingIsUshers();
        app.puts(stage.idOf("ada"), group("owners"));

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEmpty();
    }

    @Test
    void isNotTakenWhereItIsIgnored() {
        treats(Authority.Authoritative);
        stage.world.company.ignores(
                "github",
                new EntitlementRule("by hand"),
                held -> held.value().equals("by hand") ? Truth.YES : Truth.NO);
        stage.world.declare();
        stage.asks("ada");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "by hand"));
    }

    @Test
    void isHeldWhereItIsMoreThanTheLimit() {
        stage.lane.limit(Budgets.STANDARD.with(Limit.ENTITLEMENTS, new Budget(0, 0, Duration.ofHours(1))));
        treats(Authority.Authoritative);
        stage.asks("ada");

        stage.fails("ada", "RemovalsHeld");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "by hand"));
    }

    @Test
    void isLeftWhereItsGroupCannotBeReadAndKeepsNobodyElseWaiting() {
        app.forbidsReading(group("by hand"));

        treats(Authority.Authoritative);
        stage.has("ada", "auditor");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("auditors", "readers", "by hand"));
        assertThat(stage.lane.health().trouble()).isEmpty();
        reports("by hand");
    }

    @Test
    void isHeldOfThoseWhoLeftToo() {
        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");
        stage.lane.limit(Budgets.STANDARD.with(Limit.ENTITLEMENTS, new Budget(0, 0, Duration.ofHours(1))));

        treats(Authority.Authoritative);
        stage.asks("ada");

        stage.fails("ada", "RemovalsHeld");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));
    }
}
