package dev.usher.source;

import dev.usher.domain.feed.Draft;
import dev.usher.domain.feed.Person;
import dev.usher.domain.feed.Refusal;
import dev.usher.domain.feed.Stamp;
import java.util.List;
import java.util.Optional;

/** What a record asks for. */
sealed interface Step {
    /** Somebody is new. */
    record Create(String name, Draft draft) implements Step {}

    /**
     * Somebody is there.
     *
     * @param life whether it has to be said whether they work here
     * @param rest whether all else has to be said
     * @param stamp what is noted of all else
     */
    record Change(Person person, Draft draft, boolean life, boolean rest, Stamp stamp) implements Step {
        /** The question whether they may have another name, where it is one. */
        Optional<String> asked() {
            return stamp.asked();
        }

        boolean isNothing() {
            return !life && !rest;
        }
    }

    /** It speaks of somebody who left before anybody here knew them. */
    record Past() implements Step {}

    /** It speaks of nobody who is there, and the source makes nobody. */
    record Unmatched() implements Step {}

    /**
     * It is not applied.
     *
     * @param person of whom it speaks, where that is known
     */
    record Refused(Refusal why, Optional<Person> person) implements Step {}

    /** What of the record is not applied, be there something that is. */
    default List<Refusal> refusals() {
        return switch (this) {
            case Create create -> create.draft().refusals();
            case Change change -> change.draft().refusals();
            case Past past -> List.of();
            case Unmatched unmatched -> List.of();
            case Refused refused -> List.of(refused.why());
        };
    }
}
