package dev.usher.domain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Person.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final Set<String> SPOKEN = Set.of("userName", "title", "department");

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Digests DIGESTS = new Digests(new byte[16]);
    private static final Draft SAID =
            draft(Map.of("status", "Active"), Map.of("userName", "ada", "title", "Analyst", "externalId", "1815"));
    private static final Draft LEFT = draft(Map.of("status", "Terminated"), Map.of("userName", "ada"));

    private static Draft draft(Map<String, String> life, Map<String, String> attributes) {
        return new Draft(2, "1815", new TreeMap<>(life), new TreeMap<>(attributes), List.of());
    }

    private static Stamp rest(Draft draft) {
        return Stamp.of(DIGESTS, "a", draft.key(), draft.description());
    }

    private static Stamp life(Draft draft) {
        return Stamp.of(DIGESTS, "a", draft.key(), draft.life());
    }

    private static Person person(Standing standing, Draft said, Map<String, String> values, Set<String> left) {
        return new Person(
                "ada",
                "uid",
                standing,
                Optional.of("1815"),
                said.life(),
                values,
                Optional.of(life(said)),
                Optional.of(rest(said).leaving(left)));
    }

    @Test
    void isAsItWasLeftWhereNobodyWroteAnythingElse() {
        var person = person(Standing.HERE, SAID, Map.of("userName", "ada", "title", "Analyst", "city", "x"), Set.of());

        assertThat(person.isAs(SAID, rest(SAID), NOW)).isTrue();
        assertThat(person.isLifeAs(SAID, life(SAID), NOW)).isTrue();
    }

    @Test
    void isNotOnceTheSourceSaysSomethingElse() {
        var person = person(Standing.HERE, SAID, Map.of("userName", "ada", "title", "Analyst"), Set.of());
        var less = draft(SAID.life(), Map.of("userName", "ada"));

        assertThat(person.isAs(less, rest(less), NOW))
                .as("a value that is said no more is taken")
                .isFalse();
        assertThat(person.isLifeAs(LEFT, life(LEFT), NOW)).isFalse();
    }

    @Test
    void isNotOnceSomebodyElseWroteWhatTheSourceSays() {
        var person = person(Standing.HERE, SAID, Map.of("userName", "ada", "title", "Boss"), Set.of());

        assertThat(person.isAs(SAID, rest(SAID), NOW)).isFalse();
    }

    @Test
    void isWhereWhatWasLeftToOthersIsStillTheirs() {
        var theirs = person(Standing.HERE, SAID, Map.of("userName", "ada", "title", "Boss"), Set.of("title"));
        var givenUp = person(Standing.HERE, SAID, Map.of("userName", "ada"), Set.of("title"));

        assertThat(theirs.isAs(SAID, rest(SAID), NOW)).isTrue();
        assertThat(givenUp.isAs(SAID, rest(SAID), NOW)).isFalse();
    }

    @Test
    void isNotOnceAnEmploymentWasEditedByHand() {
        var edited = new Person(
                "ada",
                "uid",
                Standing.HERE,
                Optional.of("1815"),
                Map.of("status", "Active", "endTime", "2030-01-01"),
                Map.of(),
                Optional.of(life(SAID)),
                Optional.empty());

        assertThat(edited.isLifeAs(SAID, life(SAID), NOW)).isFalse();
    }

    @Test
    void noNoteOfSomebodyElseKeepsAnybodyFromBeingEnded() {
        var forged = new Person(
                "ada",
                "uid",
                Standing.HERE,
                Optional.of("1815"),
                Map.of("status", "Active"),
                Map.of(),
                Optional.of(life(LEFT).leaving(Set.of("status"))),
                Optional.empty());

        assertThat(forged.isLifeAs(LEFT, life(LEFT), NOW)).isFalse();
    }

    @Test
    void aNoteOfOnePersonIsNoneOfAnother() {
        var other = new Draft(2, "7", SAID.life(), SAID.attributes(), List.of());

        assertThat(rest(other).digest()).isNotEqualTo(rest(SAID).digest());
    }

    @Test
    void whatWasLeftIsAskedForAgainOnceAnotherSourceCountsFirst() {
        var theirs = person(Standing.HERE, SAID, Map.of("userName", "ada", "title", "Boss"), Set.of("title"));
        var said = Stamp.of(DIGESTS, "b", SAID.key(), SAID.description());

        assertThat(theirs.isAs(SAID, said, NOW)).isFalse();
    }

    @Test
    void wouldChangeByWhatIsThereAndNotByWhatWasNoted() {
        var person = person(Standing.HERE, LEFT, Map.of("userName", "ada", "title", "Analyst"), Set.of());

        assertThat(person.wouldChange(SAID, SPOKEN)).isFalse();
        assertThat(person.wouldChange(draft(Map.of(), Map.of("title", "Boss")), SPOKEN))
                .isTrue();
        assertThat(person.wouldChange(draft(Map.of(), Map.of()), SPOKEN))
                .as("a value that goes")
                .isTrue();
        assertThat(person.wouldChange(draft(Map.of(), Map.of()), Set.of()))
                .as("of which the source does not speak")
                .isFalse();
    }

    @Test
    void ofWhoeverHasLeftNothingElseIsSaid() {
        var gone = person(Standing.DEPARTED, SAID, Map.of("userName", "ada"), Set.of());
        var forgotten = person(Standing.FORGOTTEN, SAID, Map.of("userName", "forgotten-7"), Set.of());

        assertThat(gone.isAs(LEFT, rest(LEFT), NOW)).isTrue();
        assertThat(gone.isLifeAs(LEFT, life(LEFT), NOW))
                .as("their end may have been corrected")
                .isFalse();
        assertThat(forgotten.isAs(LEFT, rest(LEFT), NOW)).isTrue();
        assertThat(forgotten.isLifeAs(LEFT, life(LEFT), NOW)).isTrue();
        assertThat(forgotten.isAs(SAID, rest(SAID), NOW))
                .as("who comes back is somebody again")
                .isFalse();
    }

    @Test
    void aStampIsReadAsItWasWritten() {
        var stamp = rest(SAID).leaving(Set.of("title", "attributes.badge"));

        assertThat(Stamp.parse(stamp.text())).contains(stamp);
        assertThat(stamp.text()).startsWith("1 ").doesNotContain("Analyst");
        assertThat(Stamp.parse("2 x a")).isEmpty();
        assertThat(Stamp.parse("")).isEmpty();
    }
}
