package dev.usher.audit;

import dev.usher.connector.Outcome;
import dev.usher.domain.outcome.Failure;
import java.util.Optional;

/**
 * How something ended, in the words of OCSF.
 *
 * @param why where it did not end as meant
 */
record Status(int id, String name, Optional<Failure> why) {
    static final Status INTENDED = new Status(99, "Intended", Optional.empty());
    static final Status SUCCESS = new Status(1, "Success", Optional.empty());

    static Status of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> SUCCESS;
            case Outcome.Accepted accepted -> new Status(99, "Accepted", Optional.empty());
            case Outcome.Exists exists -> new Status(2, "Failure", Optional.empty());
            case Outcome.Ambiguous ambiguous -> new Status(0, "Unknown", Optional.of(ambiguous.why()));
            case Outcome.Failed failed -> new Status(2, "Failure", Optional.of(failed.why()));
        };
    }

    /** The outcome itself, which tells more than a status. */
    static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> "Agreed";
            case Outcome.Accepted accepted -> "Accepted";
            case Outcome.Exists exists -> "Exists";
            case Outcome.Ambiguous ambiguous -> "Ambiguous";
            case Outcome.Failed failed -> "Failed";
        };
    }
}
