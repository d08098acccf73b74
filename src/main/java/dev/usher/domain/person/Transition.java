package dev.usher.domain.person;

import java.time.Instant;
import java.util.Comparator;

/**
 * An instant at which time alone changes what is decided, and what happens then.
 *
 * @param confidential whether it is acted on and never shown
 */
public record Transition(Instant time, What what, boolean confidential) implements Comparable<Transition> {
    private static final Comparator<Transition> BY_TIME = Comparator.comparing(Transition::time)
            .thenComparing(Transition::what)
            .thenComparing(Transition::confidential);

    /** One that anybody may see. */
    public Transition(Instant time, What what) {
        this(time, what, false);
    }

    /** The constants are API: they are values of {@code status.nextTransition.what}. */
    public enum What {
        /** Accounts are made ahead of the start. */
        PreProvision,
        EmploymentStarts,
        LeaveStarts,
        LeaveEnds,
        /** From then on it is said that the end is near. */
        EndNears,
        EmploymentEnds,
        /** A rule asks which day it is, and another one begins. */
        DayBegins,
        /** A role that was given by hand begins. */
        RoleStarts,
        /** A role that was given by hand ends. */
        RoleEnds,
        /** A role that a move has taken is not kept any longer. */
        GraceEnds,
        /** Two roles that conflict may not be held together any longer. */
        ExceptionEnds,
        /** What somebody asked to be left alone is worked on again. */
        SuspendEnds,
        /** Somebody is shut out; it is never shown, since it would warn them. */
        LockStarts,
        /** Somebody is not shut out any more. */
        LockEnds,
        /** An account has been disabled for as long as its app retains it. */
        RetentionEnds,
        /** The personal data of somebody without accounts goes. */
        Forget
    }

    @Override
    public int compareTo(Transition other) {
        return BY_TIME.compare(this, other);
    }
}
