package dev.usher.domain.quality;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.person.Duties;
import dev.usher.domain.person.Job;
import dev.usher.domain.person.LastSeen;
import dev.usher.domain.person.Life;
import dev.usher.domain.person.Main;
import dev.usher.domain.person.Person;
import dev.usher.domain.person.PersonType;
import dev.usher.domain.person.Policy;
import dev.usher.domain.person.Transition;
import dev.usher.domain.person.Workday;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One person to be judged, of whom nothing is asked until a test says so. */
final class Judged {
    static final Instant NOW = Instant.parse("2026-09-15T12:00:00Z");

    private final TreeMap<String, String> profile = new TreeMap<>(Map.of(Attributes.USER_NAME, "ada"));
    private final List<Related> owners = new ArrayList<>();
    private final List<Problem> taken = new ArrayList<>();
    private Duties duties = Duties.NONE;
    private Main main = new Main.Own();
    private Optional<Related> manager = Optional.empty();
    private Job[] jobs = {};
    private List<LastSeen> remembered = List.of();
    private Optional<Instant> departed = Optional.empty();
    private Instant created = NOW.minus(Duration.ofDays(30));

    Judged asks(Duties asked) {
        duties = asked;
        return this;
    }

    Judged asksForAnEnd() {
        return asks(new Duties(true, false, duties.longest(), duties.warning(), duties.attributes()));
    }

    Judged asksForAnOwner() {
        return asks(new Duties(false, true, duties.longest(), duties.warning(), duties.attributes()));
    }

    Judged asksForAtMost(Duration longest) {
        return asks(
                new Duties(duties.end(), duties.owner(), Optional.of(longest), duties.warning(), duties.attributes()));
    }

    Judged warns(Duration before) {
        return asks(
                new Duties(duties.end(), duties.owner(), duties.longest(), Optional.of(before), duties.attributes()));
    }

    Judged asksFor(String... attributes) {
        return asks(new Duties(
                duties.end(),
                duties.owner(),
                duties.longest(),
                duties.warning(),
                new TreeSet<>(Arrays.asList(attributes))));
    }

    Judged is(String attribute, String value) {
        profile.put(attribute, value);
        return this;
    }

    Judged works(Job... some) {
        jobs = some;
        return this;
    }

    Judged worked(LastSeen... some) {
        remembered = List.of(some);
        return this;
    }

    Judged departed(Instant at) {
        departed = Optional.of(at);
        return this;
    }

    Judged created(Instant at) {
        created = at;
        return this;
    }

    Judged behind(Main person) {
        main = person;
        return this;
    }

    Judged manager(String name, Related.Standing standing) {
        manager = Optional.of(new Related(name, standing));
        return this;
    }

    Judged owner(String name, Related.Standing standing) {
        owners.add(new Related(name, standing));
        return this;
    }

    Judged taken(Problem problem) {
        taken.add(problem);
        return this;
    }

    List<Problem> problems() {
        return problemsAt(NOW);
    }

    List<Problem> problemsAt(Instant now) {
        return quality(now).problems().stream().sorted().toList();
    }

    Optional<Transition> warningAhead(Instant now) {
        return quality(now).warningAhead();
    }

    private Quality quality(Instant now) {
        var person = new Person(
                "people",
                "ada",
                PersonType.Employee,
                new Identity("people", "1815"),
                new Attributes(profile),
                Job.entries(jobs),
                Workday.WHOLE_DAYS_IN_UTC,
                Optional.empty(),
                created);
        var career = person.career(remembered, departed);
        var life = Life.at(career, main, now);
        return new Quality(
                person,
                new Surroundings(duties, main, manager, owners, taken, Optional.empty(), false, Policy.LONG_ABSENCE),
                life,
                now);
    }
}
