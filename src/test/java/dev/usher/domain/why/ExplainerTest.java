package dev.usher.domain.why;

import static dev.usher.domain.access.Company.app;
import static dev.usher.domain.access.Company.employment;
import static dev.usher.domain.access.Company.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.access.Asked;
import dev.usher.domain.access.Assignment;
import dev.usher.domain.access.Company;
import dev.usher.domain.access.Grant;
import dev.usher.domain.access.Links;
import dev.usher.domain.access.Memory;
import dev.usher.domain.access.Refusal;
import dev.usher.domain.access.Resolution;
import dev.usher.domain.access.Resolver;
import dev.usher.domain.account.KnownAccount;
import dev.usher.domain.account.Takeover;
import dev.usher.domain.person.Employment;
import dev.usher.domain.person.Moment;
import dev.usher.domain.person.Person;
import dev.usher.domain.quality.Problem;
import dev.usher.domain.quality.Surroundings;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Truth;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Rule PEOPLE = new Rule("user.type != 'Service'");

    private final Company company = new Company().hasApp("wiki").hasRole("analyst", "wiki", "analysts");
    private final Map<Rule, Truth> answers = new HashMap<>();
    private Memory memory = Memory.NONE;
    private Links links = Links.NONE;

    private AppAnswer ask(Person person, String... roles) {
        var decided = resolve(person, roles);
        return new Explainer(
                        Company.NAMESPACE,
                        company.access(),
                        decided,
                        rule -> List.of(new Condition(rule, answers.getOrDefault(rule, Truth.UNKNOWN))))
                .in(app("wiki"), Optional.empty());
    }

    private Resolution resolve(Person person, String... roles) {
        answers.forEach(company::answers);
        var assignments = Company.roles(roles).stream().map(Assignment::new).toList();
        return Resolver.resolve(
                person, Surroundings.NONE, new Asked(assignments, List.of(), links), company.access(), memory, NOW);
    }

    @Test
    void tellsWhatWasHeldBeforeTheAccountWasTakenOver() {
        memory = memory.with(
                app("wiki"), KnownAccount.inTheMaking(NOW).taken(new Takeover(Set.of(Company.group("of old")), false)));

        assertThat(ask(person("ada"), "analyst").given())
                .filteredOn(Given::adopted)
                .singleElement()
                .satisfies(given -> {
                    assertThat(given.what()).contains(Company.group("of old"));
                    assertThat(given.roles()).isEmpty();
                });
    }

    @Nested
    class WhereThereIsNoAccount {
        @Test
        void becauseSomebodySaidSoByHand() {
            links = new Links(Map.of(), Set.of(app("wiki")));

            assertThat(absence(person("ada"), "analyst")).contains(Absence.Barred);
        }

        private Optional<Absence> absence(Person person, String... roles) {
            return ask(person, roles).absence();
        }

        @Test
        void thatIsBecauseNoRoleThatGivesItIsHeld() {
            assertThat(absence(person("ada"))).contains(Absence.NoRoleHeld);
        }

        @Test
        void thatIsBecauseNoRoleGivesIt() {
            company.losesRole("analyst");

            assertThat(absence(person("ada"))).contains(Absence.NoRoleGivesIt);
        }

        @Test
        void thatIsNotBecauseARoleIsNotHeldThatIsBeingDeleted() {
            company.endsRole("analyst");

            assertThat(absence(person("ada"))).contains(Absence.NoRoleGivesIt);
            assertThat(ask(person("ada")).lacking()).isEmpty();
        }

        @Test
        void thatIsBecauseTheAppIsNotThere() {
            company.losesApp("wiki");

            assertThat(absence(person("ada"), "analyst")).contains(Absence.NoSuchApp);
        }

        @Test
        void thatIsBecauseTheAppIsForOthersAlsoWhereNoRoleIsHeld() {
            company.narrows("wiki", PEOPLE);
            answers.put(PEOPLE, Truth.NO);

            assertThat(absence(person("ada"), "analyst")).contains(Absence.NotForThisUser);
            assertThat(absence(person("ada"))).contains(Absence.NotForThisUser);
        }

        @Test
        void thatIsBecauseNobodyCanTellWhomTheAppIsFor() {
            company.narrows("wiki", PEOPLE);

            assertThat(absence(person("ada"), "analyst")).contains(Absence.ScopeUnknown);
        }

        @Test
        void thatIsBecauseSomethingHasToBeMended() {
            company.demands(PEOPLE, "be somebody");
            answers.put(PEOPLE, Truth.NO);

            assertThat(absence(person("ada"), "analyst")).contains(Absence.Frozen);
        }

        @Test
        void thatIsBecauseTheEmploymentHasNotBegun() {
            var ahead = new Employment(
                    "main", Employment.Status.Active, Moment.parse("2026-10-01"), Optional.empty(), false);

            assertThat(absence(person("ada", ahead), "analyst")).contains(Absence.NotStarted);
        }

        @Test
        void thatIsBecauseOfALeave() {
            assertThat(absence(person("ada", employment(Employment.Status.OnLeave)), "analyst"))
                    .contains(Absence.Away);
        }

        @Test
        void thatIsBecauseNobodyCanTellWhetherARoleIsStillHeld() {
            company.hasRole("builder", PEOPLE, new Grant(app("wiki"), Company.groups("builders")));
            answers.put(PEOPLE, Truth.YES);
            memory = resolve(person("ada")).next();
            company.answers(PEOPLE, Truth.UNKNOWN);
            answers.clear();

            assertThat(absence(person("ada"))).contains(Absence.RoleUnknown);
        }

        @Test
        void thatIsBecauseThereAreTooManyApps() {
            for (var number = 100; number < 164; number++) {
                company.hasApp("a" + number).hasRole("r" + number, "a" + number);
                memory = memory.with(app("a" + number), KnownAccount.inTheMaking(NOW));
            }
            var roles = Stream.concat(IntStream.range(100, 164).mapToObj(number -> "r" + number), Stream.of("analyst"))
                    .toArray(String[]::new);

            assertThat(absence(person("ada"), roles)).contains(Absence.TooManyApps);
        }

        @Test
        void thatIsBecauseOfADepartureWhateverElseIsMissing() {
            assertThat(absence(person("ada", employment(Employment.Status.Terminated))))
                    .contains(Absence.Departed);
        }
    }

    @Test
    void whoHasAnAccountIsNotToldWhyThereIsNone() {
        assertThat(ask(person("ada"), "analyst").absence()).isEmpty();
    }

    @Test
    void whoDepartedLacksNoRoleInParticular() {
        assertThat(ask(person("ada")).lacking()).hasSize(1);
        assertThat(ask(person("ada", employment(Employment.Status.Terminated))).lacking())
                .isEmpty();
    }

    @Test
    void aRoleThatIsHeldIsNotLackingAndOneThatContainsItIsNamedOnce() {
        company.hasRole("lead", List.of()).hasRole("head", List.of());
        company.inherits("lead", "analyst").inherits("head", "analyst", "lead");

        assertThat(ask(person("ada"), "lead").lacking()).isEmpty();
        assertThat(ask(person("ada")).lacking()).singleElement().satisfies(lacking -> {
            assertThat(lacking.through())
                    .extracting(Lacking::role)
                    .containsExactly(Company.role("head"), Company.role("lead"));
            assertThat(lacking.through()).allMatch(heir -> heir.through().isEmpty());
        });
    }

    @Test
    void aRoleForWhichThereIsNoRoomSaysSo() {
        var roles = IntStream.range(0, 256).mapToObj(number -> "r" + number).toArray(String[]::new);
        Stream.of(roles).forEach(name -> company.hasRole(name, List.of()));
        company.hasRole("builder", PEOPLE, new Grant(app("wiki"), Company.groups("builders")));
        memory = resolve(person("ada"), roles).next();
        answers.put(PEOPLE, Truth.YES);

        assertThat(ask(person("ada"), roles).lacking())
                .filteredOn(lacking -> lacking.role().equals(Company.role("builder")))
                .extracting(Lacking::refused)
                .containsExactly(Optional.of(new Refusal.Because(new Problem(Problem.Kind.TooManyRoles, "builder"))));
    }

    @Nested
    class WhereManyWaysLeadToARole {
        private long grounds(AppAnswer answer) {
            return answer.given().stream()
                    .flatMap(given -> given.roles().stream())
                    .mapToLong(this::grounds)
                    .sum();
        }

        private long grounds(Proof proof) {
            return proof.grounds().stream()
                    .mapToLong(ground -> 1 + ground.via().map(this::grounds).orElse(0L))
                    .sum();
        }

        @Test
        void eachCauseOfEachRoleIsNamedOnce() {
            for (var layer = 0; layer < 30; layer++) {
                company.hasRole("left" + layer, List.of()).hasRole("right" + layer, List.of());
                var below = layer == 0
                        ? new String[] {"analyst"}
                        : new String[] {"left" + (layer - 1), "right" + (layer - 1)};
                company.inherits("left" + layer, below).inherits("right" + layer, below);
            }

            assertThat(grounds(ask(person("ada"), "left29", "right29"))).isEqualTo(2 + 29 * 4 + 2);
        }

        @Test
        void thatIsSoAlsoWhereAllRolesContainEachOther() {
            var all = IntStream.range(0, 20).mapToObj(number -> "r" + number).toArray(String[]::new);
            for (var name : all) {
                company.hasRole(name, List.of());
            }
            for (var name : all) {
                company.inherits(
                        name,
                        Stream.concat(Stream.of("analyst"), Stream.of(all).filter(other -> !other.equals(name)))
                                .toArray(String[]::new));
            }

            assertThat(grounds(ask(person("ada"), "r0"))).isEqualTo(20 + 20 * 19 + 1);
        }
    }
}
