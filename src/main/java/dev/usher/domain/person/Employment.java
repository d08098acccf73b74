package dev.usher.domain.person;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One employment, contract or engagement of a person.
 *
 * @param status as its source says; Active where it says nothing
 * @param start absent: since ever
 * @param end absent: no end is known
 * @param primary whether it leads while it is alive
 */
public record Employment(String id, Status status, Optional<Moment> start, Optional<Moment> end, boolean primary) {

    public enum Status {
        Active,
        OnLeave,
        Suspended,
        Terminated,
        Withdrawn
    }

    boolean startedBy(Instant now, ZoneId zone) {
        return start.map(moment -> !moment.start(zone).isAfter(now)).orElse(true);
    }

    /** Terminated without an end is over at once; with one, the person works until then. */
    boolean endedBy(Instant now, ZoneId zone) {
        return switch (status) {
            case Withdrawn -> true;
            case Terminated -> end.map(moment -> !moment.end(zone).isAfter(now)).orElse(true);
            case Active, OnLeave, Suspended ->
                end.map(moment -> !moment.end(zone).isAfter(now)).orElse(false);
        };
    }

    boolean aliveAt(Instant now, ZoneId zone) {
        return startedBy(now, zone) && !endedBy(now, zone);
    }

    boolean aheadOf(Instant now, ZoneId zone) {
        return !startedBy(now, zone) && !endedBy(now, zone);
    }

    /** A source that says Active and gives an end in the past says two things; the end wins. */
    boolean contradictsItself(Instant now, ZoneId zone) {
        return status != Status.Terminated && status != Status.Withdrawn && endedBy(now, zone);
    }

    Instant startIn(ZoneId zone) {
        return start.map(moment -> moment.start(zone)).orElse(Instant.MIN);
    }
}
