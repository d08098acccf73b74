package dev.usher.domain.person;

import static dev.usher.domain.person.Employment.Status.Active;
import static dev.usher.domain.person.Employment.Status.Terminated;
import static dev.usher.domain.person.Job.job;
import static dev.usher.domain.person.Story.TODAY;
import static dev.usher.domain.person.Story.TOMORROW;
import static dev.usher.domain.person.Story.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a life ends, and what undoes an end: dates that move, entries that come back, pairs that are swapped. */
class LifeEndTest {
    @Test
    void isNotedOnceAndKeepsItsTime() {
        var story = Story.of(job("main").is(Terminated).until(YESTERDAY));

        assertThat(story.passes("2026-09-15T12:00:00Z").departedAt()).contains(Story.NOW);
        assertThat(story.passes("2026-12-24T00:00:00Z").departedAt()).contains(Story.NOW);
    }

    @Test
    void isUndoneWhereItMovesLaterOrIsTakenOut() {
        var gone = job("main").is(Active).until(YESTERDAY);
        var later = Story.of(gone)
                .departed("2026-09-15T00:00:00Z")
                .reports(job("main").until(TOMORROW));
        var never = Story.of(gone).departed("2026-09-15T00:00:00Z").reports(job("main"));

        assertThat(later.now().state()).isEqualTo(LifecycleState.Active);
        assertThat(later.now().departedAt()).isEmpty();
        assertThat(never.now().state()).isEqualTo(LifecycleState.Active);
        assertThat(never.now().departedAt()).isEmpty();
    }

    @Test
    void isUndoneOnlyByAnEntryThatIsAliveAndNotByOneAhead() {
        var story = Story.of(
                        job("old").is(Terminated).until(YESTERDAY), job("new").from("2026-10-01"))
                .departed("2026-09-15T00:00:00Z");

        var before = story.passes("2026-09-15T12:00:00Z");
        var after = story.passes("2026-10-01T00:00:00Z");

        assertThat(before.state()).isEqualTo(LifecycleState.Departed);
        assertThat(before.departedAt()).hasValueSatisfying(at -> assertThat(at).isEqualTo("2026-09-15T00:00:00Z"));
        assertThat(before.ahead()).first().extracting(Transition::what).isEqualTo(Transition.What.EmploymentStarts);
        assertThat(after.state()).isEqualTo(LifecycleState.Active);
        assertThat(after.departedAt()).isEmpty();
    }

    @Test
    void isNotUndoneByAListThatWasEmptied() {
        var life = Story.of().departed("2026-09-15T00:00:00Z").now();

        assertThat(life.state()).isEqualTo(LifecycleState.Departed);
        assertThat(life.departedAt()).isPresent();
    }

    @Test
    void cannotComeBeforeTheStartAndASwappedPairIsSaid() {
        var life = Story.of(job("main").from(TOMORROW).until(YESTERDAY)).now();

        assertThat(life.oddities().backwards()).containsExactly("employment main");
        assertThat(Story.of(job("main").from(TODAY).until(TODAY))
                        .now()
                        .oddities()
                        .backwards())
                .isEmpty();
    }

    @Test
    void beforeItsStartTellsNobodyWhenTheyBegin() {
        var swapped = job("swapped").from("2026-12-01").until("2026-11-01");

        var life = Story.of(swapped).now();

        assertThat(life.state()).isEqualTo(LifecycleState.Planned);
        assertThat(life.start()).isEmpty();
        assertThat(Story.of(swapped, job("next").from("2027-01-01")).now().start())
                .hasValueSatisfying(start -> assertThat(start.time()).isEqualTo("2027-01-01T00:00:00Z"));
        assertThat(Story.of(swapped).stateAt("2026-12-01T00:00:00Z")).isEqualTo(LifecycleState.Departed);
    }

    @Test
    void beforeItsStartHidesNoOtherEnd() {
        var swapped = job("swapped").from("2026-12-01").until("2026-11-01");

        assertThat(Story.of(job("main").until(TOMORROW), swapped).now().end())
                .hasValueSatisfying(end -> assertThat(end.time()).isEqualTo("2026-09-17T00:00:00Z"));
    }

    @Test
    void leavesAStartThatMovesLaterAsAPlanWhereTheStartOfSomebodyWhoHadBegunMoves() {
        var story = Story.of(job("main").from(YESTERDAY));
        story.passes("2026-09-15T12:00:00Z");

        var life = story.reports(job("main").from("2026-10-01")).passes("2026-09-15T13:00:00Z");

        assertThat(life.state()).isEqualTo(LifecycleState.Planned);
        assertThat(life.departedAt()).isEmpty();
        assertThat(life.oddities().vanished()).isEmpty();
    }
}
