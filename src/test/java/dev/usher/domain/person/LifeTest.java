package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.Active;
import static dev.usher.domain.person.Employment.Status.OnLeave;
import static dev.usher.domain.person.Employment.Status.Suspended;
import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Employment.Status.Withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifeTest {
    private static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-08-01T00:00:00Z");
    private static final String PAST = "2026-09-14";
    private static final String FUTURE = "2026-09-16";

    @Test
    void countsSomebodyWhoNeverHadAnEmploymentAsActive() {
        assertThat(lifeOf().state()).isEqualTo(LifecycleState.Active);
        assertThat(lifeOf().ahead()).isEmpty();
        assertThat(lifeOf().seen()).isEmpty();
    }

    /** Only an employment that is alive brings somebody back, and an emptied list has none. */
    @Test
    void keepsSomebodyDepartedWhoseEmploymentsVanished() {
        var life = life(List.of(), ZoneOffset.UTC, Optional.of(EARLIER), NOW);

        assertThat(life.state()).isEqualTo(LifecycleState.Departed);
        assertThat(life.departedAt()).contains(EARLIER);
    }

    @ParameterizedTest(name = "{0} from {1} until {2} is {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "Active,     -,          -,          Active",
                "Active,     2026-09-14, 2026-09-16, Active",
                "Active,     2026-09-16, -,          Planned",
                "Active,     -,          2026-09-14, Departed",
                "Active,     2026-09-16, 2026-09-14, Departed",
                "OnLeave,    -,          -,          OnLeave",
                "OnLeave,    -,          2026-09-14, Departed",
                "OnLeave,    2026-09-16, -,          Planned",
                "Suspended,  -,          -,          Suspended",
                "Suspended,  -,          2026-09-14, Departed",
                "Terminated, -,          -,          Departed",
                "Terminated, -,          2026-09-16, Active",
                "Terminated, -,          2026-09-14, Departed",
                "Terminated, 2026-09-16, -,          Departed",
                "Terminated, 2026-09-16, 2026-09-20, Planned",
                "Withdrawn,  -,          -,          Departed",
                "Withdrawn,  2026-09-14, 2026-09-16, Departed",
                "Withdrawn,  2026-09-16, -,          Departed",
            })
    void readsOneEmployment(
            Employment.Status status, @Nullable String start, @Nullable String end, LifecycleState state) {
        assertThat(lifeOf(employment("main", status, start, end)).state()).isEqualTo(state);
    }

    @Test
    void worksOnTheLastDayAndHasLeftWhenItIsOver() {
        var lastDay = employment("main", Terminated, null, "2026-09-15");

        assertThat(at("2026-09-15T23:59:59.999Z", ZoneOffset.UTC, lastDay)).isEqualTo(LifecycleState.Active);
        assertThat(at("2026-09-16T00:00:00Z", ZoneOffset.UTC, lastDay)).isEqualTo(LifecycleState.Departed);
    }

    @Test
    void worksOnTheLastDayInLosAngelesWhileLondonHasTheNextOne() {
        var lastDay = employment("main", Active, null, "2026-09-15");
        var losAngeles = ZoneId.of("America/Los_Angeles");

        assertThat(at("2026-09-16T06:59:59Z", losAngeles, lastDay)).isEqualTo(LifecycleState.Active);
        assertThat(at("2026-09-16T06:59:59Z", ZoneId.of("Europe/London"), lastDay))
                .isEqualTo(LifecycleState.Departed);
        assertThat(at("2026-09-16T07:00:00Z", losAngeles, lastDay)).isEqualTo(LifecycleState.Departed);
    }

    @Test
    void worksTheWholeDayOnWhichTheClocksInLondonGoBack() {
        var lastDay = employment("main", Terminated, null, "2026-10-25");
        var london = ZoneId.of("Europe/London");

        assertThat(at("2026-10-25T23:59:59Z", london, lastDay)).isEqualTo(LifecycleState.Active);
        assertThat(at("2026-10-26T00:00:00Z", london, lastDay)).isEqualTo(LifecycleState.Departed);
    }

    @Test
    void startsAtTheInstantAndNotBefore() {
        var start = employment("main", Active, "2026-12-01T09:00:00Z", null);

        assertThat(at("2026-12-01T08:59:59.999Z", ZoneOffset.UTC, start)).isEqualTo(LifecycleState.Planned);
        assertThat(at("2026-12-01T09:00:00Z", ZoneOffset.UTC, start)).isEqualTo(LifecycleState.Active);
    }

    @Test
    void staysForAsLongAsAnyEmploymentIsAlive() {
        var life = lifeOf(employment("ended", Terminated, null, PAST), employment("going", Active, null, null));

        assertThat(life.state()).isEqualTo(LifecycleState.Active);
        assertThat(life.departedAt()).isEmpty();
    }

    @Test
    void followsThePrimaryAmongTheLiving() {
        var life = lifeOf(
                primary(employment("first", OnLeave, "2020-01-01", null)),
                employment("second", Active, "2025-01-01", null));

        assertThat(life.state()).isEqualTo(LifecycleState.OnLeave);
    }

    @Test
    void followsTheLatestStartWhereNoneIsPrimary() {
        var life = lifeOf(
                employment("always", Suspended, null, null),
                employment("first", OnLeave, "2020-01-01", null),
                employment("second", Active, "2025-01-01", null));

        assertThat(life.state()).isEqualTo(LifecycleState.Active);
    }

    @Test
    void doesNotFollowAPrimaryThatHasEndedOrIsAhead() {
        var ended = primary(employment("ended", Terminated, "2026-01-01", PAST));
        var ahead = primary(employment("ahead", Suspended, FUTURE, null));

        assertThat(lifeOf(ended, ahead, employment("now", OnLeave, "2020-01-01", null))
                        .state())
                .isEqualTo(LifecycleState.OnLeave);
    }

    @Test
    void notesADepartureOnceAndKeepsItsTime() {
        var ended = List.of(employment("main", Terminated, null, PAST));

        assertThat(life(ended, ZoneOffset.UTC, Optional.empty(), NOW).departedAt())
                .contains(NOW);
        assertThat(life(ended, ZoneOffset.UTC, Optional.of(EARLIER), NOW).departedAt())
                .contains(EARLIER);
    }

    @Test
    void staysDepartedUntilAFutureEntryIsAlive() {
        var entries = List.of(employment("old", Terminated, null, PAST), employment("new", Active, "2026-10-01", null));

        var before = life(entries, ZoneOffset.UTC, Optional.of(EARLIER), NOW);
        var after = life(entries, ZoneOffset.UTC, Optional.of(EARLIER), Instant.parse("2026-10-01T00:00:00Z"));

        assertThat(before.state()).isEqualTo(LifecycleState.Departed);
        assertThat(before.departedAt()).contains(EARLIER);
        assertThat(before.ahead())
                .first()
                .isEqualTo(new Transition(Instant.parse("2026-10-01T00:00:00Z"), Transition.What.EmploymentStarts));
        assertThat(after.state()).isEqualTo(LifecycleState.Active);
        assertThat(after.departedAt()).isEmpty();
    }

    @Test
    void waitsForTheNextContractOfSomebodyWhoseDepartureNobodySaw() {
        var life = lifeOf(employment("old", Terminated, null, PAST), employment("new", Active, FUTURE, null));

        assertThat(life.state()).isEqualTo(LifecycleState.Planned);
        assertThat(life.departedAt()).isEmpty();
    }

    @Test
    void bringsSomebodyBackWhoseEndMovesLater() {
        var life = life(List.of(employment("main", Active, null, FUTURE)), ZoneOffset.UTC, Optional.of(EARLIER), NOW);

        assertThat(life.state()).isEqualTo(LifecycleState.Active);
        assertThat(life.departedAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Employment.Status.class,
            names = {"Active", "OnLeave", "Suspended"})
    void saysThatASourceContradictsItselfWhereItGoesOnAfterItsEnd(Employment.Status status) {
        assertThat(lifeOf(employment("main", status, null, PAST)).oddities().contradictory())
                .containsExactly("main");
    }

    @ParameterizedTest
    @EnumSource(
            value = Employment.Status.class,
            names = {"Terminated", "Withdrawn"})
    void findsNoContradictionInAnEndThatWasMeant(Employment.Status status) {
        assertThat(lifeOf(employment("main", status, null, PAST)).oddities().contradictory())
                .isEmpty();
    }

    @Test
    void wakesUpForTheNearestStartOrEnd() {
        var life = lifeOf(
                employment("a", Active, "2020-01-01", "2027-06-30"), employment("b", Active, "2026-12-01", null));

        assertThat(life.ahead())
                .first()
                .isEqualTo(new Transition(Instant.parse("2026-12-01T00:00:00Z"), Transition.What.EmploymentStarts));
    }

    @Test
    void wakesUpForNothingThatHasPassedOrWasWithdrawn() {
        var life = lifeOf(
                employment("a", Active, "2020-01-01", null),
                employment("b", Withdrawn, FUTURE, "2027-01-01"),
                employment("c", Terminated, FUTURE, null),
                employment("d", Terminated, null, PAST));

        assertThat(life.ahead()).isEmpty();
    }

    /** Until the instant it names nothing may change by time alone. */
    @Test
    void changesOnlyAtItsNextTransition() {
        var random = new Random(4);
        for (var round = 0; round < 500; round++) {
            var employments = someEmployments(random);
            var life = life(employments, ZoneOffset.UTC, Optional.empty(), NOW);
            var until = life.ahead().stream()
                    .map(Transition::time)
                    .findFirst()
                    .orElse(Instant.parse("2035-01-01T00:00:00Z"));
            var justBefore = life(employments, ZoneOffset.UTC, life.departedAt(), until.minusNanos(1));

            assertThat(justBefore.state()).as("%s", employments).isEqualTo(life.state());
        }
    }

    @Test
    void doesNotCareInWhichOrderEmploymentsAreWritten() {
        var random = new Random(5);
        for (var round = 0; round < 500; round++) {
            var employments = someEmployments(random);
            var shuffled = new ArrayList<>(employments);
            Collections.shuffle(shuffled, random);

            assertThat(life(shuffled, ZoneOffset.UTC, Optional.empty(), NOW))
                    .as("%s", employments)
                    .isEqualTo(life(employments, ZoneOffset.UTC, Optional.empty(), NOW));
        }
    }

    private static List<Employment> someEmployments(Random random) {
        var days = List.of("2026-01-01", "2026-09-14", "2026-09-15", "2026-09-16", "2027-01-01");
        var statuses = List.of(Employment.Status.values());
        var employments = new ArrayList<Employment>();
        for (var number = random.nextInt(5); number >= 0; number--) {
            employments.add(new Employment(
                    "e" + number,
                    statuses.get(random.nextInt(statuses.size())),
                    random.nextBoolean() ? Optional.empty() : Moment.parse(days.get(random.nextInt(5))),
                    random.nextBoolean() ? Optional.empty() : Moment.parse(days.get(random.nextInt(5))),
                    random.nextInt(4) == 0));
        }
        return employments;
    }

    private static Life life(List<Employment> employments, ZoneId zone, Optional<Instant> departed, Instant now) {
        return Life.at(new Career(employments, List.of(), Workday.wholeDays(zone), departed), now);
    }

    private static LifecycleState at(String now, ZoneId zone, Employment... employments) {
        return life(List.of(employments), zone, Optional.empty(), Instant.parse(now))
                .state();
    }

    private static Life lifeOf(Employment... employments) {
        return life(List.of(employments), ZoneOffset.UTC, Optional.empty(), NOW);
    }

    private static Employment primary(Employment employment) {
        return new Employment(employment.id(), employment.status(), employment.start(), employment.end(), true);
    }

    private static Employment employment(
            String id, Employment.Status status, @Nullable String start, @Nullable String end) {
        return new Employment(
                id,
                status,
                Optional.ofNullable(start).flatMap(Moment::parse),
                Optional.ofNullable(end).flatMap(Moment::parse),
                false);
    }
}
