package dev.usher.source;

import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Work;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What follows for those whom a complete run does not list.
 *
 * @param due it is over for them by this run
 * @param missed they are missing once more
 * @param back they are listed again, or nobody counts any more
 */
record Absences(List<Person> due, List<Person> missed, List<Person> back) {
    Absences {
        due = List.copyOf(due);
        missed = List.copyOf(missed);
        back = List.copyOf(back);
    }

    /** @param endsAfter after how many runs it is over for them; empty: never */
    static Absences of(Population.Register register, Roll roll, OptionalInt endsAfter, Instant now) {
        Predicate<Person> isMissing = person -> endsAfter.isPresent()
                && person.key().filter(key -> !roll.has(key)).isPresent()
                && person.work(now) != Work.OVER;
        Predicate<Person> isDue = person -> person.missed() + 1 >= endsAfter.orElse(0);
        var missing = register.known().filter(isMissing).toList();
        return new Absences(
                missing.stream().filter(isDue).toList(),
                missing.stream().filter(isDue.negate()).toList(),
                register.known()
                        .filter(person -> person.missed() > 0 && !isMissing.test(person))
                        .toList());
    }

    boolean isNothing() {
        return due.isEmpty() && missed.isEmpty() && back.isEmpty();
    }
}
