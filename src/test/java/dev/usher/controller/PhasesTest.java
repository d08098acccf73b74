package dev.usher.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Phase;
import dev.usher.domain.rule.Rule;
import dev.usher.rules.CelRulings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static final String IT = "user.department == 'IT'";

    private final Neighbourhood here = new Neighbourhood();

    private Phase of(String more) {
        return Phases.of(here.hasApp("wiki", more));
    }

    @Test
    void areReadAsTheyAreWritten() {
        assertThat(of("displayName: Wiki")).isEqualTo(new Phase.Managed());
        assertThat(of("phase: Managed")).isEqualTo(new Phase.Managed());
        assertThat(of("phase: Shadow")).isEqualTo(new Phase.Shadow());
        assertThat(of("phase: Observe")).isEqualTo(new Phase.Observe());
        assertThat(of("phase: Canary, canary: \"" + IT + "\"")).isEqualTo(new Phase.Canary(new Rule(IT)));
    }

    @Test
    void areNotUnderstoodWhereTheyAreOfANewerVersion() {
        assertThat(Phases.unknown(here.hasApp("wiki", "phase: Rehearsal"))).contains("spec.phase");
        assertThat(Phases.unknown(here.hasApp("wiki", "phase: Canary, canary: \"" + IT + "\"")))
                .isEmpty();
    }

    @Test
    void sayWhatIsWrongWithARule() {
        var objection =
                Phases.objection(here.hasApp("wiki", "phase: Canary, canary: user.departmnet"), new CelRulings());

        assertThat(objection).hasValueSatisfying(wrong -> {
            assertThat(wrong.reason()).isEqualTo(Reason.RuleInvalid);
            assertThat(wrong.message()).startsWith("`spec.canary`").contains("nothing is written");
        });
    }

    @Test
    void areAConditionOfTheAppWhereNotEverythingIsDone() {
        assertThat(said("phase: Managed")).isEmpty();
        assertThat(said("phase: Shadow")).containsExactly("OnlyPlanned Shadow");
        assertThat(said("phase: Canary, canary: \"" + IT + "\"")).containsExactly("OnlyPlanned Canary");
    }

    private List<String> said(String more) {
        var conditions = new Conditions(List.of(), 1, Instant.EPOCH);
        return Phases.condition(here.hasApp("wiki", more), conditions).list().stream()
                .map(condition -> condition.type() + " " + condition.reason())
                .toList();
    }
}
