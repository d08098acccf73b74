package dev.usher.domain.person;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for all people of a namespace.
 *
 * @param workday of everybody who has neither a zone of their own nor a location that has one
 * @param locations the zones of locations, by name
 * @param duties by type; a type that is missing has its standard duties
 * @param visibility from where these people may be named as manager, owner or person
 * @param forget what becomes of somebody's data after the last account is gone; empty: it stays
 * @param reserved for how long after an account was deleted its name is given to nobody else
 * @param longAbsence after how long a departure roles that were given by hand before do not come back by themselves
 * @param quality what has to be true of everybody, whatever their type
 */
public record Policy(
        Workday workday,
        Map<String, ZoneId> locations,
        Map<PersonType, Duties> duties,
        Visibility visibility,
        Optional<Forget> forget,
        Duration reserved,
        Duration longAbsence,
        List<QualityRule> quality) {
    /** Where a policy says nothing. */
    public static final Duration LONG_ABSENCE = Duration.ofDays(30);

    /** Where a policy says nothing: what FedRAMP asks for in IA-4 (d), prevention of the reuse of identifiers. */
    public static final Duration NAMES_RESERVED = Duration.ofDays(730);

    /** What holds where no policy is. */
    public static final Policy STANDARD = new Policy(
            Workday.WHOLE_DAYS_IN_UTC,
            Map.of(),
            Map.of(),
            new Visibility.Same(),
            Optional.empty(),
            NAMES_RESERVED,
            LONG_ABSENCE,
            List.of());

    public Policy {
        locations = Map.copyOf(locations);
        duties = Map.copyOf(duties);
        quality = List.copyOf(quality);
    }

    /** The same with other days. */
    public Policy with(Workday otherWorkday, Map<String, ZoneId> otherLocations) {
        return new Policy(otherWorkday, otherLocations, duties, visibility, forget, reserved, longAbsence, quality);
    }

    public Duties dutiesOf(PersonType type) {
        return duties.getOrDefault(type, Duties.standard(type));
    }

    /** Where somebody's days start and end: by their own zone, else their location's, else the policy's. */
    public Workday workdayOf(Optional<ZoneId> own, Optional<String> location) {
        return own.or(() -> location.map(locations::get)).map(workday::in).orElse(workday);
    }

    /** How personal data goes, and how long after the last account. */
    public record Forget(Duration after, How how) {
        public enum How {
            Delete,
            Empty
        }
    }
}
