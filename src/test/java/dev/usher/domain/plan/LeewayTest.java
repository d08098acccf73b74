package dev.usher.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeewayTest {
    private static final Drift REPORT = new Drift(Drift.Reply.Report, Drift.Reply.Report, Drift.Reply.Report);
    private static final Drift CORRECT = new Drift(Drift.Reply.Correct, Drift.Reply.Correct, Drift.Reply.Correct);
    private static final Delta DELTA =
            new Delta(new TreeMap<>(Map.of("title", Optional.of("Analyst"))), Optional.of("1815"), true);
    private static final Membership MEMBERSHIP =
            new Membership(new TreeSet<>(Set.of(new Entitlement("group", "staff"))), Collections.emptySortedSet());

    @Test
    void leavesNothingOfWhatIsDecidedAnew() {
        assertThat(Leeway.of(REPORT, false, false)).isEqualTo(Leeway.NONE);
    }

    @Test
    void leavesNothingWhereEverythingIsCorrected() {
        assertThat(Leeway.of(CORRECT, true, true)).isEqualTo(Leeway.NONE);
        assertThat(Leeway.NONE.within(DELTA)).isEqualTo(DELTA);
        assertThat(Leeway.NONE.within(MEMBERSHIP)).isEqualTo(MEMBERSHIP);
    }

    @Test
    void leavesWhatAnInventoryFoundWhereThatIsReported() {
        var leeway = Leeway.of(REPORT, true, false);

        assertThat(leeway.within(DELTA).isEmpty()).isTrue();
        assertThat(leeway.within(MEMBERSHIP).isEmpty()).isTrue();
    }

    @Test
    void goesOnLeavingAnAccountDisabledThatWasReportedToBe() {
        var leeway = Leeway.of(Drift.STANDARD, false, true);

        assertThat(leeway.within(DELTA)).isEqualTo(new Delta(DELTA.attributes(), DELTA.externalId(), false));
        assertThat(leeway.within(MEMBERSHIP)).isEqualTo(MEMBERSHIP);
    }

    @Test
    void isToldOfByWhatIsLeft() {
        var all = Leeway.of(REPORT, true, false);

        assertThat(Residue.NONE.and(DELTA, DELTA).and(MEMBERSHIP, MEMBERSHIP).told())
                .isEmpty();
        assertThat(Residue.NONE.and(DELTA, all.within(DELTA)).told())
                .contains(Failure.of(Kind.DRIFTED, Detail.DISABLED_ELSEWHERE));
        assertThat(Residue.NONE.and(MEMBERSHIP, all.within(MEMBERSHIP)).told())
                .contains(Failure.of(Kind.DRIFTED, Detail.CHANGED_ELSEWHERE, "entitlements"));
    }
}
