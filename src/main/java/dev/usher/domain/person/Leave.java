package dev.usher.domain.person;

import java.time.Instant;
import java.util.Optional;

/**
 * A time within an employment in which the person does not work.
 *
 * @param from of a day, its start
 * @param until of a day, its end: the last day of the leave; empty: it is open
 */
public record Leave(String id, Moment from, Optional<Moment> until) {
    boolean coversAt(Instant now, Workday workday) {
        return !from.start(workday).isAfter(now) && !endedBy(now, workday);
    }

    boolean endedBy(Instant now, Workday workday) {
        return until.filter(moment -> !moment.end(workday).isAfter(now)).isPresent();
    }

    /** It began before that instant and ends at it or later. */
    boolean reaches(Instant instant, Workday workday) {
        return from.start(workday).isBefore(instant)
                && until.filter(moment -> !moment.end(workday).isBefore(instant))
                        .isPresent();
    }

    /** Whoever wrote it swapped its dates: it covers no instant. */
    boolean isBackwards(Workday workday) {
        return until.filter(moment -> !moment.end(workday).isAfter(from.start(workday)))
                .isPresent();
    }
}
