package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.groups;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is still done for somebody who has something wrong, or who is to be left alone. */
class ResolverFrozenTest {
    private final LifecycleQuestion ada = new LifecycleQuestion();

    static Stream<Problem.Kind> everythingThatFreezes() {
        return Arrays.stream(Problem.Kind.values()).filter(kind -> kind.effect() == Problem.Effect.FREEZES);
    }

    @Nested
    class WhoeverHasSomethingWrong {
        @ParameterizedTest
        @MethodSource("dev.usher.domain.access.ResolverFrozenTest#everythingThatFreezes")
        void isGivenNothingNewAndKeepsWhatTheyHave(Problem.Kind kind) {
            ada.has(new Problem(kind, "anything")).hasAccount("github", AccountState.Active);

            assertThat(ada.resolve(job("main")).apps())
                    .isEqualTo(Map.of(app("github"), new Decision.Trim(groups("analysts"), Why.Frozen)));
        }

        @ParameterizedTest
        @EnumSource
        void isFrozenByWhatFreezesAndByNothingElse(Problem.Kind kind) {
            ada.has(new Problem(kind, "anything"));

            assertThat(ada.resolve(job("main")).apps().isEmpty()).isEqualTo(kind.effect() == Problem.Effect.FREEZES);
        }

        @Test
        void keepsWhatARoleGaveThatCannotBeRead() {
            ada.company.hasRole("other", "github", "others").hasRole("plain", "github");
            ada.asksFor("analyst", "plain").hasAccount("github", AccountState.Active);
            ada.passes(job("main"));
            ada.company.losesRole("analyst").hasRole("another", "github", "analysts");
            ada.paused();

            assertThat(decided(ada.resolve(job("main")), "github"))
                    .contains(new Decision.Trim(groups("analysts", "others"), Why.Frozen));
        }

        @Test
        void keepsAnAccountInTheMakingAsItIs() {
            ada.paused().hasClaimedAccount("github");

            assertThat(ada.resolve(job("main")).apps()).isEqualTo(Map.of(app("github"), new Decision.Hold(Why.Frozen)));
        }

        @Test
        void losesAnAccountThatNoRoleGivesAnyMore() {
            ada.paused().asksForNoRole().hasAccount("github", AccountState.Active);

            assertThat(decided(ada.resolve(job("main")), "github")).contains(new Decision.Disabled(Why.Unassigned));
        }

        @Test
        void losesTheAccountForALeave() {
            ada.paused().hasAccount("github", AccountState.Active);

            assertThat(decided(ada.resolve(job("main").is(Status.OnLeave)), "github"))
                    .contains(new Decision.Disabled(Why.OnLeave));
        }
    }

    @Nested
    class WhoeverIsToBeLeftAlone {
        @Test
        void isSoUntilSomebodySaysOtherwise() {
            var resolution = ada.paused().resolve(job("main"));

            assertThat(resolution.paused()).isTrue();
            assertThat(resolution.apps()).isEmpty();
            assertThat(resolution.transitions()).isEmpty();
        }

        @Test
        void isSoUntilTheEndOfTheDayThatIsNamed() {
            ada.pausedUntil("2026-12-24");

            var during = ada.at("2026-12-24T23:59:59Z").resolve(job("main"));
            var after = ada.at("2026-12-25T00:00:00Z").resolve(job("main"));

            assertThat(during.paused()).isTrue();
            assertThat(during.apps()).isEmpty();
            assertThat(during.nextTransition())
                    .contains(new Transition(Instant.parse("2026-12-25T00:00:00Z"), Transition.What.SuspendEnds));
            assertThat(after.paused()).isFalse();
            assertThat(after.apps()).containsOnlyKeys(app("github"), app("jira"));
            assertThat(after.transitions()).isEmpty();
        }
    }
}
