package dev.usher.domain.access;

import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Question.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.person.Employment;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An app that is not, or not yet, managed for everybody. */
class ResolverPhaseTest {
    private static final Rule CANARY = new Rule("user.department == 'IT'");

    private final Question asked = new Question();

    private void isIn(Phase phase) {
        asked.company.isIn("github", phase);
    }

    private void isACanary(Truth truth) {
        isIn(new Phase.Canary(CANARY));
        asked.company.answers(CANARY, truth);
    }

    private Decision ofAnalyst() {
        return decision(asked.resolve(person("ada"), "analyst"), "github");
    }

    private Decision ofLeaver() {
        return decision(asked.resolve(person("ada", employment(Employment.Status.Terminated))), "github");
    }

    @Test
    void plansWhatWouldBeDecidedIfItWereManaged() {
        var managed = ofAnalyst();

        isIn(new Phase.Shadow());
        assertThat(ofAnalyst()).isEqualTo(new Decision.Planned(managed, true));

        isIn(new Phase.Observe());
        assertThat(ofAnalyst()).isEqualTo(new Decision.Planned(managed, false));

        isIn(new Phase.Managed());
        assertThat(ofAnalyst()).isEqualTo(managed);
    }

    @Test
    void takesNothingFromAnybodyNotEvenFromWhoDeparts() {
        asked.hasAccount("github");
        isIn(new Phase.Shadow());

        assertThat(ofLeaver()).isEqualTo(new Decision.Planned(new Decision.Disabled(Why.Departed), true));
    }

    @Test
    void isNoReasonForTheOtherAppsToWait() {
        asked.company.hasRole("planner", "jira", "planners");
        isIn(new Phase.Observe());

        assertThat(decision(asked.resolve(person("ada"), "analyst", "planner"), "jira"))
                .isInstanceOf(Decision.Want.class);
    }

    @Test
    void isManagedForItsCanaries() {
        isACanary(Truth.YES);

        assertThat(ofAnalyst()).isInstanceOf(Decision.Want.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO", "UNKNOWN"})
    void isInShadowForAllWhomNobodyKnowsToBeCanaries(Truth truth) {
        isACanary(truth);

        assertThat(ofAnalyst()).isInstanceOf(Decision.Planned.class);
    }

    /** Of who has departed no other rule is asked. */
    @Test
    void endsTheAccountOfACanaryWhoDeparts() {
        asked.hasAccount("github");
        isACanary(Truth.YES);

        assertThat(ofLeaver()).isEqualTo(new Decision.Disabled(Why.Departed));
    }

    @Test
    void plansNothingWhereItIsSuspended() {
        asked.company.suspends("github", Optional.empty());
        isIn(new Phase.Shadow());

        assertThat(ofAnalyst()).isEqualTo(new Decision.Hold(Why.AppSuspended));
    }
}
