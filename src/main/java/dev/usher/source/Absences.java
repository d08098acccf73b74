package dev.usher.source;

import dev.usher.domain.account.Digests;
import dev.usher.domain.feed.Missed;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What follows for those whom a complete run does not list.
 *
 * @param due it is over for them by this run
 * @param missed they are missing once more
 * @param back they are listed again, or nobody counts any more
 */
record Absences(List<Person> due, List<Once> missed, List<Person> back) {
    static final Absences NONE = new Absences(List.of(), List.of(), List.of());

    /** Somebody who is missing, and what is noted of that. */
    record Once(Person person, Missed note) {}

    Absences {
        due = List.copyOf(due);
        missed = List.copyOf(missed);
        back = List.copyOf(back);
    }

    /**
     * Of one run.
     *
     * @param known those of whom the source has spoken
     * @param meant the users whom its records mean, under whatever key
     */
    static Absences of(
            SourceId source,
            Optional<MissingTerms> terms,
            List<Person> known,
            Roll roll,
            Set<String> meant,
            Moment moment) {
        if (roll.isDelta()) {
            return ofDelta(known, roll);
        }
        var due = new ArrayList<Person>();
        var missed = new ArrayList<Once>();
        var back = new ArrayList<Person>();
        known.forEach(person -> {
            var isMissing = terms.isPresent()
                    && person.key().filter(key -> !roll.has(key)).isPresent()
                    && person.work(moment.now()) != Work.OVER;
            if (!isMissing) {
                person.missed().ifPresent(note -> back.add(person));
            } else if (roll.isWhole() && !meant.contains(person.name())) {
                counted(source, terms.get(), person, moment).ifPresent(note -> {
                    if (note.times() >= terms.get().afterRuns()) {
                        due.add(person);
                    } else {
                        missed.add(new Once(person, note));
                    }
                });
            }
        });
        return new Absences(due, missed, back);
    }

    /** Whoever is listed is there, and of all others it says nothing. */
    private static Absences ofDelta(List<Person> known, Roll roll) {
        return new Absences(
                List.of(),
                List.of(),
                known.stream()
                        .filter(person -> person.missed().isPresent()
                                && person.key().filter(roll::has).isPresent())
                        .toList());
    }

    /** When it is, and by what notes are told from those of others. */
    record Moment(Instant now, Digests digests) {}

    /** Empty where so little time has passed that it is no other run. */
    private static Optional<Missed> counted(SourceId source, MissingTerms terms, Person person, Moment moment) {
        var before = person.missed().filter(note -> note.isOf(moment.digests(), source.name(), person));
        var isSoon = before.filter(note -> note.time().plus(terms.every()).isAfter(moment.now()))
                .isPresent();
        var times = before.map(Missed::times).orElse(0) + 1;
        return isSoon
                ? Optional.empty()
                : Optional.of(Missed.of(moment.digests(), source.name(), person, times, moment.now()));
    }

    boolean isNothing() {
        return due.isEmpty() && missed.isEmpty() && back.isEmpty();
    }
}
