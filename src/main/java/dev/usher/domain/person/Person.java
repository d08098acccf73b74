package dev.usher.domain.person;

import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Identity;
import dev.usher.domain.rule.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One person, or service account, as the source declares them.
 *
 * @param namespace where the person is administered
 * @param name of the resource, the only name of a person that a message may hold
 * @param profile everything that is said of them by attribute name, the free attributes included
 * @param workday when a day of theirs starts and ends
 * @param pause where somebody asked that they be left alone
 * @param created when they were first declared here
 */
public record Person(
        String namespace,
        String name,
        PersonType type,
        Identity identity,
        Attributes profile,
        List<Employment> employments,
        Workday workday,
        Optional<Pause> pause,
        Instant created) {
    public Person {
        employments = List.copyOf(employments);
    }

    /** Their working life, with what was remembered of it. */
    public Career career(List<LastSeen> remembered, Optional<Instant> departedAt) {
        return new Career(employments, remembered, workday, departedAt);
    }

    /** When the earliest of their employments begins that is not over; where nobody says, when they were declared. */
    public Instant begins(Instant now) {
        return employments.stream()
                .filter(employment -> !employment.endedBy(now, workday))
                .map(employment ->
                        employment.start().map(moment -> moment.start(workday)).orElse(created))
                .min(Comparator.naturalOrder())
                .orElse(created);
    }

    /** What rules may see of them now. */
    public Subject subject(Life life, Instant now) {
        return new Subject(namespace, name, type.name(), profileIn(life.leading()), workday.dateAt(now));
    }

    /** What is true of them while this employment leads. */
    public Attributes profileIn(Optional<Employment> leading) {
        return leading.map(employment -> profile.with(employment.attributes())).orElse(profile);
    }
}
