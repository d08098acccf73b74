package dev.usher.sync;

import static dev.usher.domain.access.Company.group;
import static dev.usher.domain.access.Company.groups;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Op;
import dev.usher.domain.access.Decision;
import dev.usher.domain.access.EntitlementTerms;
import dev.usher.domain.access.Why;
import dev.usher.domain.account.AccountState;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import dev.usher.domain.rule.Truth;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What accounts lose, by how far Usher is in charge of what they hold. */
@Timeout(60)
class LaneAuthorityTest {
    private final Stage stage = Stage.open();
    private final FakeApp app = stage.app;

    @AfterEach
    void ends() {
        stage.close();
    }

    private void treats(Authority authority) {
        stage.world.company.treats("github", authority);
        stage.world.declare();
    }

    /** Somebody who holds what a role gives, and something that no role names. */
    private void adaIsAnalyst() {
        stage.has("ada", "analyst");
        stage.settles("ada");
        app.puts(stage.idOf("ada"), group("by hand"));
        app.forgetLog();
    }

    @ParameterizedTest
    @EnumSource(names = "Additive", mode = EnumSource.Mode.EXCLUDE)
    void takesWhatARoleNamedAndNothingElse(Authority authority) {
        treats(authority);
        adaIsAnalyst();

        stage.has("ada", "guest");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));
    }

    @ParameterizedTest
    @EnumSource(names = "Additive", mode = EnumSource.Mode.EXCLUDE)
    void takesItFromWhoLeavesToo(Authority authority) {
        treats(authority);
        adaIsAnalyst();

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));
    }

    @Test
    void onlyEverGivesWhereItMayOnlyAdd() {
        treats(Authority.Additive);
        adaIsAnalyst();

        stage.has("ada", "auditor");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "auditors", "readers", "by hand"));
        assertThat(app.writes()).containsExactly("MEMBERS +auditors id-1");
        assertThat(app.log(Op.LIST)).containsExactlyInAnyOrder("LIST auditors", "LIST readers");
    }

    @Test
    void disablesWhoLeavesAndTakesNothingElseWhereItMayOnlyAdd() {
        treats(Authority.Additive);
        adaIsAnalyst();

        stage.leaves("ada");
        stage.settlesAs(AccountState.Disabled, "ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "by hand"));
        assertThat(app.writes()).containsExactly("DISABLE id-1");
    }

    @Test
    void trimsNothingWhereItMayOnlyAdd() {
        treats(Authority.Additive);
        adaIsAnalyst();

        stage.decides(
                "ada",
                new Decision.Trim(groups(), Why.Frozen, new EntitlementTerms(Authority.Additive, Optional.empty())));
        stage.settlesAs(AccountState.Active, "ada");

        assertThat(app.writes()).isEmpty();
    }

    @Test
    void takesWhatWasLeftOnceItMayTake() {
        treats(Authority.Additive);
        adaIsAnalyst();
        stage.has("grace", "analyst");
        stage.settles("grace");
        stage.has("ada", "guest");
        stage.leaves("grace");
        stage.settles("ada", "grace");

        treats(Authority.Managed);
        stage.asks("ada");
        stage.asks("grace");
        stage.settles("ada", "grace");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));
        assertThat(app.groupsOf("grace")).isEmpty();
    }

    private void ignoresReaders(Truth truth) {
        stage.world.company.ignores(
                "github",
                new EntitlementRule("readers " + truth),
                entitlement -> entitlement.value().equals("readers") ? truth : Truth.NO);
        stage.world.declare();
    }

    @Test
    void neitherGivesNorTakesNorAsksForWhatIsIgnored() {
        ignoresReaders(Truth.YES);
        adaIsAnalyst();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "by hand"));
        app.puts(stage.idOf("ada"), group("readers"));

        stage.has("ada", "guest");
        stage.settles("ada");

        assertThat(app.groupsOf("ada")).isEqualTo(groups("readers", "by hand"));
        assertThat(app.log(Op.LIST)).doesNotContain("LIST readers");
    }

    @Test
    void givesAndDoesNotTakeWhereNobodyCanTellAndMakesUpForItLater() {
        ignoresReaders(Truth.UNKNOWN);
        adaIsAnalyst();
        assertThat(app.groupsOf("ada")).isEqualTo(groups("analysts", "readers", "by hand"));

        stage.has("ada", "guest");
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("readers", "by hand"));

        ignoresReaders(Truth.NO);
        stage.asks("ada");
        stage.settles("ada");
        assertThat(app.groupsOf("ada")).isEqualTo(groups("by hand"));
    }

    @Test
    void readsEveryAccountOnceAfterAChangeAndWritesNothingThatIsAsItShouldBe() {
        adaIsAnalyst();

        treats(Authority.Authoritative);
        stage.asks("ada");
        stage.settles("ada");
        assertThat(app.log(Op.READ)).containsExactly("READ id-1");
        app.forgetLog();
        var letters = stage.outbox.size();
        stage.asks("ada");
        stage.awaits("it was looked at", () -> stage.outbox.size() > letters);

        assertThat(app.requests()).isEmpty();
    }
}
