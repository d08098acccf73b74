package dev.usher.domain.access;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.LifecycleQuestion.NOW;
import static dev.usher.domain.access.LifecycleQuestion.decided;
import static dev.usher.domain.person.Job.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.person.Behind;
import dev.usher.domain.person.Employment.Status;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LifecycleState;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is decided for a further identity, such as an admin account, beside its person. */
class ResolverFurtherIdentityTest {
    private static final Behind BOB = Behind.person("bob", "1847");

    private static final Deprovisioning DELETES =
            new Deprovisioning(Reaction.Disable, Reaction.Disable, Reaction.Delete, Duration.ofDays(30));

    private final LifecycleQuestion ada = new LifecycleQuestion();

    @Test
    void isGivenNothingWithoutItsPersonAndWhatItHasIsDisabled() {
        ada.main = new Main.Missing("bob");
        ada.hasAccount("github", AccountState.Active);

        var resolution = ada.resolve(job("admin"));

        assertThat(resolution.apps()).isEqualTo(Map.of(app("github"), new Decision.Disabled(Why.WithoutPerson)));
        assertThat(resolution.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.PersonNotFound);
    }

    @Test
    void keepsWhatItHasWhileNobodyKnowsOfItsPerson() {
        ada.main = new Main.Unknown("bob");
        ada.hasAccount("github", AccountState.Active);

        assertThat(ada.resolve().apps())
                .isEqualTo(Map.of(app("github"), new Decision.Trim(Company.groups("analysts"), Why.Frozen)));
    }

    @Test
    void departsAndReturnsWithItsPersonAlthoughItHasNoEmployments() {
        ada.hasAccount("github", AccountState.Active);
        ada.main = BOB.works(job("main").is(Status.Terminated));
        var gone = ada.passes();
        ada.main = BOB.works(job("main"));
        var back = ada.passes();

        assertThat(decided(gone, "github")).contains(new Decision.Disabled(Why.Departed));
        assertThat(gone.next().departedAt()).contains(NOW);
        assertThat(back.state()).isEqualTo(LifecycleState.Active);
        assertThat(decided(back, "github")).containsInstanceOf(Decision.Want.class);
        assertThat(back.next().departedAt()).isEmpty();
    }

    @Test
    void keepsTheTimeAtWhichItDepartedWhateverThePersonsIs() {
        ada.main = BOB.works(job("main").is(Status.Terminated));
        ada.passes();

        assertThat(ada.at("2026-12-24T00:00:00Z").passes().next().departedAt()).contains(NOW);
    }

    @Test
    void isPreparedForTheStartOfItsPerson() {
        ada.lead("github", Duration.ofDays(3));
        ada.main = BOB.works(job("main").from("2026-10-01"));

        assertThat(ada.at("2026-09-28T00:00:00Z").resolve().state()).isEqualTo(LifecycleState.PreProvisioned);
    }

    @Nested
    class WhoeverHasTheNameOfItsPersonLater {
        private static final Behind NAMESAKE = Behind.person("bob", "1912");

        @Test
        void isSomebodyElseToWhomItIsNotGiven() {
            ada.hasAccount("github", AccountState.Active);
            ada.main = BOB.works(job("main"));
            ada.passes();

            ada.main = NAMESAKE.works(job("main"));
            var resolution = ada.passes();

            assertThat(resolution.apps()).isEqualTo(Map.of(app("github"), new Decision.Disabled(Why.WithoutPerson)));
            assertThat(resolution.problems())
                    .containsExactly(new Problem(Problem.Kind.PersonReplaced, "bob"))
                    .allMatch(problem -> problem.effect() == Problem.Effect.FREEZES);
            assertThat(ada.passes()).isEqualTo(resolution);
        }

        @Test
        void isStillSomebodyElseWhereThePersonWasMissingInBetween() {
            ada.main = BOB.works(job("main"));
            ada.passes();
            ada.main = new Main.Missing("bob");
            ada.passes();

            ada.main = NAMESAKE.works(job("main"));

            assertThat(ada.resolve().apps()).isEmpty();
            ada.main = BOB.works(job("main"));
            assertThat(ada.resolve().problems()).isEmpty();
        }

        @Test
        void isStillSomebodyElseWhereNobodyKnewOfThePersonInBetween() {
            ada.main = BOB.works(job("main"));
            ada.passes();
            ada.main = new Main.Unknown("bob");

            assertThat(ada.passes().next().person()).contains(BOB.pin());
        }

        @Test
        void doesNotBringBackWhatDepartedWithThePerson() {
            ada.hasAccount("github", AccountState.Disabled);
            ada.main = BOB.works(job("main").is(Status.Terminated));
            ada.passes();

            ada.main = NAMESAKE.works(job("main"));
            var resolution = ada.passes();

            assertThat(resolution.state()).isEqualTo(LifecycleState.Departed);
            assertThat(decided(resolution, "github")).contains(new Decision.Disabled(Why.Departed));
            assertThat(resolution.problems()).containsExactly(new Problem(Problem.Kind.PersonReplaced, "bob"));
        }
    }

    /** It has an employment of its own, which goes on. */
    @Nested
    class OneThatDepartedWithAPersonOfWhomNothingIsLeft {
        private static final String DUE = "2026-10-15T12:00:00Z";
        private static final Job OWN = job("admin");

        @BeforeEach
        void departs() {
            ada.hasApp("github", DELETES, Duration.ZERO).hasAccount("github", AccountState.Active);
            ada.main = BOB.works(job("main").is(Status.Terminated));
            ada.passes(OWN);
        }

        static Stream<Main> gone() {
            return Stream.of(
                    new Main.Missing("bob"), Behind.person("bob", "1912").works(job("main")));
        }

        @ParameterizedTest
        @MethodSource("gone")
        void isDeletedInTime(Main gone) {
            ada.main = gone;

            var retained = ada.at("2026-10-15T11:59:59Z").passes(OWN);
            var due = ada.at(DUE).passes(OWN);

            assertThat(retained.state()).isEqualTo(LifecycleState.Departed);
            assertThat(retained.next().departedAt()).contains(NOW);
            assertThat(decided(retained, "github")).contains(new Decision.Disabled(Why.Departed));
            assertThat(retained.nextTransition())
                    .contains(new Transition(Instant.parse(DUE), Transition.What.RetentionEnds));
            assertThat(decided(due, "github")).contains(new Decision.Absent(Why.Departed));
        }

        @Test
        void isBackWithThePerson() {
            ada.main = new Main.Missing("bob");
            ada.passes(OWN);

            ada.main = BOB.works(job("main"));

            assertThat(decided(ada.passes(OWN), "github")).containsInstanceOf(Decision.Want.class);
            assertThat(ada.memory.departedAt()).isEmpty();
        }

        /** The person may be there and work: what is retained is not deleted because somebody made a slip in a policy. */
        @Test
        void losesNothingMoreWhileNobodyKnowsOfThePerson() {
            ada.main = new Main.Unknown("bob");

            assertThat(decided(ada.at(DUE).passes(OWN), "github")).containsInstanceOf(Decision.Trim.class);
            assertThat(ada.memory.departedAt()).isEmpty();
        }
    }

    /** Nothing of its own keeps it, and nothing takes the departure back. */
    @Test
    void isDeletedInTimeAlsoWhileNobodyKnowsOfItsPersonWhereItHasNoEmploymentOfItsOwn() {
        ada.hasApp("github", DELETES, Duration.ZERO).hasAccount("github", AccountState.Active);
        ada.main = BOB.works(job("main").is(Status.Terminated));
        ada.passes();
        ada.main = new Main.Unknown("bob");

        assertThat(decided(ada.at("2026-10-15T12:00:00Z").resolve(), "github"))
                .contains(new Decision.Absent(Why.Departed));
    }

    @Test
    void isNotDepartedBecauseItsPersonIsGone() {
        ada.hasAccount("github", AccountState.Active);
        ada.main = new Main.Missing("bob");

        assertThat(ada.resolve(job("admin")).state()).isEqualTo(LifecycleState.Active);
        assertThat(ada.resolve(job("admin")).next().departedAt()).isEmpty();
    }

    @Nested
    class ThePersonItIsPinnedTo {
        @Test
        void isWhoeverIsThereFirst() {
            ada.main = new Main.Missing("bob");
            assertThat(ada.passes().next().person()).isEmpty();

            ada.main = BOB.works();
            assertThat(ada.passes().next().person()).contains(BOB.pin());
        }

        @Test
        void isTheSameOnceTheyAreGivenAKeyAndIsKnownByThatFromThenOn() {
            ada.main = Behind.person("bob", "people/bob").works();
            ada.passes();

            ada.main = BOB.onceKnownByName().works();
            assertThat(ada.passes().problems()).isEmpty();
            assertThat(ada.memory.person()).contains(BOB.pin());

            ada.main = Behind.person("bob", "people/bob").works();
            assertThat(ada.passes().problems()).contains(new Problem(Problem.Kind.PersonReplaced, "bob"));
        }

        @Test
        void isAnotherWhereTheReferenceNamesAnotherResource() {
            ada.main = BOB.works();
            ada.passes();

            ada.main = Behind.person("eve", "1912").works();

            assertThat(ada.passes().problems()).isEmpty();
            assertThat(ada.memory.person())
                    .contains(Behind.person("eve", "1912").pin());
        }

        @Test
        void staysUntilThereIsSomebodyWhomAChangedReferenceNames() {
            ada.main = BOB.works();
            ada.passes();

            ada.main = new Main.Missing("eve");

            assertThat(ada.passes().next().person()).contains(BOB.pin());
        }

        @Test
        void isNobodyOfAnIdentityThatIsThePersonsOwn() {
            ada.main = BOB.works();
            ada.passes();

            ada.main = new Main.Own();

            assertThat(ada.passes().next().person()).isEmpty();
        }
    }
}
