package dev.usher.domain.person;

import dev.usher.domain.account.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One employment, contract or engagement of a person.
 *
 * @param status as its source says; Active where it says nothing
 * @param start absent: since ever
 * @param end absent: no end is known
 * @param leaves with dates; a status of OnLeave is a leave without any
 * @param primary whether it leads while it is alive
 * @param confidential whether nobody may read what is ahead in it off a status or an event
 * @param attributes what is true of the person while it leads, on top of what is always true; a future entry is a future move
 */
public record Employment(
        String id,
        Status status,
        Optional<Moment> start,
        Optional<Moment> end,
        List<Leave> leaves,
        boolean primary,
        boolean confidential,
        Attributes attributes) {
    public Employment {
        leaves = List.copyOf(leaves);
    }

    /** An employment without leaves, about which there is nothing more to say. */
    public Employment(String id, Status status, Optional<Moment> start, Optional<Moment> end, boolean primary) {
        this(id, status, start, end, List.of(), primary, false, Attributes.NONE);
    }

    public enum Status {
        Active,
        OnLeave,
        Suspended,
        Terminated,
        Withdrawn,
        /** Its source lists them no more, and nobody said why: it is over. */
        Missing
    }

    boolean startedBy(Instant now, Workday workday) {
        return start.map(moment -> !moment.start(workday).isAfter(now)).orElse(true);
    }

    /**
     * Whether nobody works in it any more, or ever will.
     *
     * <p>Terminated without an end is over at once; with one, the person works until then.
     */
    public boolean endedBy(Instant now, Workday workday) {
        return switch (status) {
            case Withdrawn, Missing -> true;
            case Terminated ->
                end.map(moment -> hasPassed(moment, now, workday)).orElse(true);
            case Active, OnLeave, Suspended ->
                end.map(moment -> hasPassed(moment, now, workday)).orElse(false);
        };
    }

    private static boolean hasPassed(Moment end, Instant now, Workday workday) {
        return !end.end(workday).isAfter(now);
    }

    boolean aliveAt(Instant now, Workday workday) {
        return startedBy(now, workday) && !endedBy(now, workday);
    }

    /** It has neither begun nor been called off. */
    boolean aheadOf(Instant now, Workday workday) {
        return !startedBy(now, workday) && !endedBy(now, workday);
    }

    /** Whoever wrote it swapped its dates: it is never alive. */
    boolean isBackwards(Workday workday) {
        return start.isPresent()
                && end.filter(moment -> !moment.end(workday).isAfter(startIn(workday)))
                        .isPresent();
    }

    boolean isTerminated() {
        return status == Status.Terminated || status == Status.Withdrawn || status == Status.Missing;
    }

    /** A source that says Active and gives an end in the past says two things; the end wins. */
    boolean contradictsItself(Instant now, Workday workday) {
        return !isTerminated() && endedBy(now, workday);
    }

    boolean onLeaveAt(Instant now, Workday workday) {
        for (var leave : leaves) {
            if (leave.coversAt(now, workday)) {
                return true;
            }
        }
        return status == Status.OnLeave;
    }

    Instant startIn(Workday workday) {
        return start.map(moment -> moment.start(workday)).orElse(Instant.MIN);
    }

    /** Everything that time brings of itself while the employment is not over, passed or not. */
    List<Transition> transitions(Workday workday) {
        var all = new ArrayList<Transition>();
        start.ifPresent(moment -> all.add(at(moment.start(workday), Transition.What.EmploymentStarts)));
        end.ifPresent(moment -> all.add(at(moment.end(workday), Transition.What.EmploymentEnds)));
        for (var leave : leaves) {
            if (!leave.isBackwards(workday)) {
                all.add(at(leave.from().start(workday), Transition.What.LeaveStarts));
                leave.until().ifPresent(moment -> all.add(at(moment.end(workday), Transition.What.LeaveEnds)));
            }
        }
        return all;
    }

    private Transition at(Instant time, Transition.What what) {
        return new Transition(time, what, confidential);
    }
}
