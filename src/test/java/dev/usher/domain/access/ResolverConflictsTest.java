package dev.usher.domain.access;

import static dev.usher.domain.access.Company.person;
import static dev.usher.domain.access.Company.role;
import static dev.usher.domain.access.Company.roles;
import static dev.usher.domain.access.Question.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Transition;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Roles that nobody may hold together. */
class ResolverConflictsTest {
    private static final Instant LATER = NOW.plusSeconds(3600);

    private final Question asked = new Question();

    @BeforeEach
    void analystsAndAuditorsAreSeparated() {
        asked.company.conflicts("analyst", List.of(role("auditor")));
    }

    private static Asked hands(String... names) {
        return Asked.of(roles(names).stream());
    }

    private Resolution passes(Instant at, String... names) {
        return asked.passes(person("ada"), hands(names), at);
    }

    private static Set<RoleKey> held(Resolution resolution) {
        return resolution.next().roles().keySet();
    }

    @Nested
    class OfTwoThatConflict {
        @Test
        void theOneThatWasGrantedLaterIsWithheldAndBothAreNamedWithTheirCauses() {
            passes(NOW, "auditor");

            var both = passes(LATER, "analyst", "auditor");

            assertThat(held(both)).containsExactly(role("auditor"));
            assertThat(both.problems())
                    .containsExactly(new Problem(
                            Problem.Kind.RoleConflict,
                            "Role analyst (Explicit) conflicts with Role auditor (Explicit)"));
        }

        @Test
        void itDoesNotMatterWhichOneSaysSo() {
            passes(NOW, "analyst");

            assertThat(held(passes(LATER, "analyst", "auditor"))).containsExactly(role("analyst"));
        }

        @Test
        void theWithheldOneIsGivenOnceTheOtherIsGone() {
            passes(NOW, "auditor");
            passes(LATER, "analyst", "auditor");

            assertThat(held(passes(LATER.plusSeconds(1), "analyst"))).containsExactly(role("analyst"));
        }

        @Test
        void onlyTheLaterOneGoesWhereAConflictIsDeclaredAfterwards() {
            asked.company.conflicts("analyst", List.of());
            passes(NOW, "auditor");
            passes(LATER, "analyst", "auditor");
            asked.company.conflicts("analyst", List.of(role("auditor")));

            assertThat(held(passes(LATER.plusSeconds(1), "analyst", "auditor"))).containsExactly(role("auditor"));
        }

        @Test
        void whatTheWithheldOneContainsIsWithheldUnlessSomethingElseGivesIt() {
            asked.company.inherits("auditor", "guest");
            passes(NOW, "analyst");

            assertThat(held(passes(LATER, "analyst", "auditor"))).containsExactly(role("analyst"));
            assertThat(held(passes(LATER, "analyst", "auditor", "guest")))
                    .containsExactlyInAnyOrder(role("analyst"), role("guest"));
        }

        @Test
        void aContainedOneIsWithheldAndTheOneThatContainsItStays() {
            asked.company.hasRole("lead", List.of(role("auditor")));
            passes(NOW, "analyst");

            var both = passes(LATER, "analyst", "lead");

            assertThat(held(both)).containsExactlyInAnyOrder(role("analyst"), role("lead"));
            assertThat(both.problems())
                    .extracting(Problem::name)
                    .containsExactly("Role auditor (Inherited) conflicts with Role analyst (Explicit)");
        }

        @Test
        void whatWasHeldThroughAnotherForLongGivesWayToNothingNewer() {
            asked.company.hasRole("lead", List.of(role("auditor")));
            passes(NOW, "lead");

            assertThat(held(passes(LATER, "analyst", "lead"))).containsExactlyInAnyOrder(role("auditor"), role("lead"));
        }

        @Test
        void oneOfWhichNobodyKnowsWhetherItIsHeldStandsInTheWayToo() {
            var rule = new Rule("user.attributes.badge == '7'");
            asked.company.hasRole("auditor", rule);
            asked.company.conflicts("analyst", List.of(role("auditor")));
            asked.company.answers(rule, Truth.YES);
            passes(NOW);
            asked.company.answers(rule, Truth.UNKNOWN);

            var both = passes(LATER, "analyst");

            assertThat(held(both)).containsExactly(role("auditor"));
            assertThat(both.problems())
                    .extracting(Problem::kind)
                    .containsExactlyInAnyOrder(Problem.Kind.RuleUnknown, Problem.Kind.RoleConflict);
        }
    }

    /** Whoever looked again, a moment later, would find the other one granted first. */
    @Test
    void aRoleThatIsNotThereAndNeverWasHeldStandsInTheWayOfNothing() {
        asked.company.conflicts("analyst", List.of(role("absent")));

        var first = passes(NOW, "absent", "analyst");

        assertThat(held(first)).containsExactly(role("analyst"));
        assertThat(first.problems()).containsExactly(new Problem(Problem.Kind.RoleNotFound, "absent"));
        assertThat(passes(NOW, "absent", "analyst")).isEqualTo(first);
    }

    @Nested
    class AnException {
        private void except(String user, String until) {
            asked.company.conflicts(
                    "analyst",
                    List.of(role("auditor")),
                    new ConflictException(user, Moment.parse(until).orElseThrow(), "hand-over"));
        }

        @Test
        void letsSomebodyHoldBothUntilItEnds() {
            except("people/ada", "2026-09-15");
            passes(NOW, "auditor");

            var both = passes(LATER, "analyst", "auditor");
            var end = Instant.parse("2026-09-16T00:00:00Z");

            assertThat(held(both)).containsExactlyInAnyOrder(role("analyst"), role("auditor"));
            assertThat(both.transitions()).containsExactly(new Transition(end, Transition.What.ExceptionEnds));
            assertThat(both.excepted())
                    .containsExactly(
                            new Excepted(role("analyst"), role("auditor"), Optional.empty(), end, "hand-over"),
                            new Excepted(role("auditor"), role("analyst"), Optional.empty(), end, "hand-over"));
            assertThat(held(passes(end, "analyst", "auditor"))).containsExactly(role("auditor"));
        }

        @Test
        void ofTheOtherRoleCountsToo() {
            except("people/ada", "2026-12-31");
            passes(NOW, "analyst");

            assertThat(held(passes(LATER, "analyst", "auditor")))
                    .containsExactlyInAnyOrder(role("analyst"), role("auditor"));
        }

        @Test
        void toAnotherConflictChangesNothingAboutWhatIsNamedWhenItEnds() {
            asked.company.conflicts("analyst", List.of(role("auditor"), role("guest")));
            asked.company.conflicts(
                    "auditor",
                    List.of(),
                    new ConflictException(
                            "people/ada", Moment.parse("2026-09-15").orElseThrow(), "hand-over"));
            passes(NOW, "auditor", "guest");

            var before = passes(LATER, "analyst", "auditor", "guest");
            var after = passes(Instant.parse("2026-09-16T00:00:00Z"), "analyst", "auditor", "guest");

            assertThat(before.problems())
                    .containsExactly(new Problem(
                            Problem.Kind.RoleConflict, "Role analyst (Explicit) conflicts with Role guest (Explicit)"));
            assertThat(after.problems()).isEqualTo(before.problems());
        }

        @Test
        void isForNobodyElse() {
            except("people/eve", "2026-12-31");
            passes(NOW, "auditor");

            assertThat(held(passes(LATER, "analyst", "auditor"))).containsExactly(role("auditor"));
        }
    }

    @Nested
    class AnotherIdentityOfThePerson {
        private Resolution elsewhere(Instant since, Cause.Kind kind, String... names) {
            return asked.passes(
                    person("ada"),
                    new Asked(
                            List.of(new Assignment(role("analyst"))),
                            roles(names).stream()
                                    .map(role -> new Elsewhere(
                                            "people/adm-ada", role, kind, since, kind == Cause.Kind.Grace))
                                    .toList()),
                    LATER);
        }

        @Test
        void thatHoldsTheOtherRoleForLongerStandsInTheWay() {
            var both = elsewhere(NOW, Cause.Kind.Rule, "auditor");

            assertThat(held(both)).isEmpty();
            assertThat(both.problems())
                    .containsExactly(
                            new Problem(
                                    Problem.Kind.RoleConflict,
                                    "Role analyst (Explicit) conflicts with Role auditor (Rule) of ProvisionedUser people/adm-ada"));
        }

        @Test
        void thatWasGivenTheOtherRoleLaterStandsInNoWay() {
            passes(NOW.minusSeconds(1), "analyst");

            assertThat(held(elsewhere(NOW, Cause.Kind.Explicit, "auditor"))).containsExactly(role("analyst"));
        }

        @Test
        void ofTwoThatWereGivenAtTheSameTimeOneGivesWay() {
            passes(NOW, "analyst");

            // people/ada goes before people/adm-ada.
            assertThat(held(elsewhere(NOW, Cause.Kind.Explicit, "auditor"))).containsExactly(role("analyst"));
        }

        @Test
        void thatOnlyKeepsTheOtherRoleAfterAMoveGivesWay() {
            assertThat(held(elsewhere(NOW, Cause.Kind.Grace, "auditor"))).containsExactly(role("analyst"));
        }

        /** Both judge by the same instants, so that exactly one of the two gives way, and they come to rest. */
        @Test
        void comesToRestWithThisOneWhateverIsDeclaredAfterwards() {
            asked.company.conflicts("analyst", List.of());
            asked.company.hasRole("lead", List.of(role("analyst")));
            var ada = new Other("ada", "lead");
            var adm = new Other("adm-ada", "auditor");
            ada.looks(NOW.minusSeconds(90), adm);
            adm.looks(NOW.minusSeconds(60), ada);
            ada.looks(NOW.minusSeconds(30), adm);
            asked.company.conflicts("analyst", List.of(role("auditor")));

            for (var second = 0; second < 6; second += 2) {
                ada.looks(NOW.plusSeconds(second), adm);
                adm.looks(NOW.plusSeconds(second + 1), ada);
            }

            assertThat(ada.held()).containsExactlyInAnyOrder(role("lead"), role("analyst"));
            assertThat(adm.held()).isEmpty();
        }

        private final class Other {
            private final String name;
            private final String role;
            private Memory memory = Memory.NONE;

            Other(String name, String role) {
                this.name = name;
                this.role = role;
            }

            void looks(Instant at, Other other) {
                var asks = new Asked(
                        List.of(new Assignment(role(role))),
                        Elsewhere.of("people/" + other.name, other.memory.roles()));
                memory = Resolver.resolve(person(name), Surroundings.NONE, asks, asked.company.access(), memory, at)
                        .next();
            }

            Set<RoleKey> held() {
                return memory.roles().keySet();
            }
        }

        @Test
        void thatKeepsTheOtherRoleThroughOneInGraceGivesWayToo() {
            var grace = new Held(List.of(new Cause(Cause.Kind.Grace, Optional.empty(), NOW.minusSeconds(9))));
            var inherited =
                    new Held(List.of(new Cause(Cause.Kind.Inherited, Optional.of(role("lead")), NOW.minusSeconds(99))));

            assertThat(Elsewhere.of("people/adm-ada", Map.of(role("lead"), grace, role("auditor"), inherited)))
                    .extracting(Elsewhere::role, Elsewhere::isGrace, Elsewhere::since)
                    .containsExactlyInAnyOrder(
                            tuple(role("lead"), true, NOW.minusSeconds(9)),
                            tuple(role("auditor"), true, NOW.minusSeconds(9)));
        }

        @Test
        void withTheSameRoleIsNoConflict() {
            assertThat(held(elsewhere(NOW, Cause.Kind.Explicit, "analyst"))).containsExactly(role("analyst"));
        }
    }
}
