package dev.usher.domain.person;

import java.time.Instant;

/** The next instant at which time alone changes what is decided, and what happens then. */
public record Transition(Instant time, What what) {
    public enum What {
        EmploymentStarts,
        EmploymentEnds
    }
}
