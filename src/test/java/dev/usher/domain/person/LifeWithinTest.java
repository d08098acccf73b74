package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.OnLeave;
import static dev.usher.domain.person.Employment.Status.Suspended;
import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.person.Story.TOMORROW;
import static dev.usher.domain.person.Story.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a further identity, such as an admin account, beside that of its person. */
class LifeWithinTest {
    private static final Instant EARLIER = Instant.parse("2026-08-01T00:00:00Z");

    private final Story person = Story.of(job("main"));

    @ParameterizedTest(name = "is {1} where the person is {0}")
    @CsvSource({
        "Active,    Active",
        "OnLeave,   OnLeave",
        "Suspended, Suspended",
        "Terminated,Departed",
        "Withdrawn, Departed",
    })
    void isWhereThePersonIsAlthoughItHasNoEmploymentOfItsOwn(Employment.Status status, LifecycleState state) {
        assertThat(within(Story.of(), Story.of(job("main").is(status))).state()).isEqualTo(state);
    }

    @Test
    void startsWithThePerson() {
        var life = within(Story.of(), Story.of(job("main").from(TOMORROW)));

        assertThat(life.state()).isEqualTo(LifecycleState.Planned);
        assertThat(life.start().orElseThrow().time()).isEqualTo("2026-09-16T00:00:00Z");
    }

    @Test
    void startsWithTheLaterOfBoth() {
        var later = Story.of(job("admin").from("2026-12-01"));

        assertThat(within(later, Story.of(job("main").from(TOMORROW)))
                        .start()
                        .orElseThrow()
                        .time())
                .isEqualTo("2026-12-01T00:00:00Z");
        assertThat(within(later, person).start().orElseThrow().time()).isEqualTo("2026-12-01T00:00:00Z");
    }

    @Test
    void endsWithTheEarlierOfBoth() {
        var shorter = Story.of(job("admin").until("2026-10-31"));
        var longer = Story.of(job("main").until("2026-12-31"));

        assertThat(within(shorter, longer).end().orElseThrow().time()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(within(longer, shorter).end().orElseThrow().time()).isEqualTo("2026-11-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(
            value = Employment.Status.class,
            names = {"OnLeave", "Suspended", "Terminated"})
    void isLessThanThePersonWhereItsOwnEmploymentSaysSo(Employment.Status status) {
        var own = Story.of(job("admin").is(status));

        assertThat(within(own, person).state()).isEqualTo(own.now().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = Employment.Status.class,
            names = {"OnLeave", "Suspended", "Terminated"})
    void doesNothingToThePerson(Employment.Status status) {
        var before = person.now();
        within(Story.of(job("admin").is(status)), person);

        assertThat(person.now()).isEqualTo(before);
        assertThat(person.now().state()).isEqualTo(LifecycleState.Active);
    }

    @Test
    void takesWhatIsLessOfTwoPauses() {
        assertThat(within(
                                Story.of(job("admin").is(OnLeave)),
                                Story.of(job("main").is(Suspended)))
                        .state())
                .isEqualTo(LifecycleState.Suspended);
    }

    @Test
    void departsWithThePersonAndKeepsItsOwnTime() {
        var left = Story.of(job("main").is(Terminated).until(YESTERDAY));

        assertThat(within(Story.of(), left).departedAt()).contains(Story.NOW);
        assertThat(Story.of()
                        .now()
                        .within(left.now(), Optional.of(EARLIER), Story.NOW)
                        .departedAt())
                .contains(EARLIER);
    }

    @Test
    void returnsWithThePersonAndForgetsThatItHadDeparted() {
        var life = Story.of().now().within(person.now(), Optional.of(EARLIER), Story.NOW);

        assertThat(life.state()).isEqualTo(LifecycleState.Active);
        assertThat(life.departedAt()).isEmpty();
    }

    @Test
    void hasNeverComeWhereThePersonHasNot() {
        assertThat(within(Story.of(), Story.of(job("main").is(Employment.Status.Withdrawn)))
                        .withdrawn())
                .isTrue();
    }

    /** Whether the departure was its own too must not matter: nobody has used the account. */
    @Test
    void hasNeverComeWhereEitherHasNotAlthoughBothDeparted() {
        var never = Story.of(job("main").is(Employment.Status.Withdrawn));
        var left = Story.of(job("main").is(Terminated));

        assertThat(within(left, never).withdrawn()).isTrue();
        assertThat(within(never, left).withdrawn()).isTrue();
        assertThat(within(left, left).withdrawn()).isFalse();
    }

    @Test
    void isAwaySinceThePersonIs() {
        assertThat(within(Story.of(), Story.of(job("main").away("2026-09-01", "2026-10-01")))
                        .awaySince())
                .contains(Instant.parse("2026-09-01T00:00:00Z"));
    }

    @Test
    void hasAheadWhatEitherHas() {
        var life = within(
                Story.of(job("admin").until("2026-12-31")), Story.of(job("main").until("2026-10-31")));

        assertThat(life.ahead())
                .extracting(Transition::time)
                .containsExactly(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void hasTheAttributesAndTheOdditiesOfItsOwnEmploymentsOnly() {
        var life = within(
                Story.of(job("admin").as("title", "Administrator")),
                Story.of(job("main").as("title", "Analyst"), job("old").until(YESTERDAY)));

        assertThat(life.leading().map(Employment::id)).contains("admin");
        assertThat(life.oddities().contradictory()).isEmpty();
        assertThat(life.seen()).extracting(LastSeen::id).containsExactly("admin");
    }

    /** What was recorded when it departed with the person must not hide that the person comes back. */
    @Test
    void hasAheadWhatThePersonHasAlsoOnceItsDepartureWasRecorded() {
        var identity = Story.of(job("admin").from("2027-01-01"));
        var person = Story.of(job("main").from("2026-10-25")).departed("2026-08-20T12:00:00Z");

        var main = Behind.person("bob", "1847").of(person.career());

        var first = Life.at(identity.career(), main, Story.NOW);
        var again = Life.at(identity.departed("2026-09-15T12:00:00Z").career(), main, Story.NOW);

        assertThat(first.state()).isEqualTo(LifecycleState.Departed);
        assertThat(again.ahead()).isEqualTo(first.ahead()).hasSize(2);
    }

    /** Once the departure is recorded, the plan that nobody reports any more is no reason to wait for the person. */
    @Test
    void hasNothingAheadOnceThePersonDepartedBeforeAStartThatWasLost() {
        var identity = Story.of(job("admin").from("2027-01-01"), job("never").is(Employment.Status.Withdrawn));
        identity.passes("2026-09-15T11:00:00Z");
        identity.reports(job("never").is(Employment.Status.Withdrawn));
        var person = Story.of(job("main").from("2026-10-25")).departed("2026-08-20T12:00:00Z");

        assertThat(within(identity, person).ahead()).isEmpty();
        assertThat(within(identity.departed("2026-09-15T12:00:00Z"), person).ahead())
                .isEmpty();
    }

    /** Of one that vanished nobody remembers that it was suspended. */
    @Test
    void missesWhatIsMissedOfThePerson() {
        var person =
                Story.of(job("main").is(Employment.Status.Suspended), job("old").until(YESTERDAY));
        person.passes("2026-09-15T11:00:00Z");
        person.reports(job("old").until(YESTERDAY));

        assertThat(within(Story.of(), person).oddities().vanished()).containsExactly("main of the person");
    }

    private static Life within(Story identity, Story person) {
        return identity.now().within(person.now(), Optional.empty(), Story.NOW);
    }
}
