package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.usher.connector.Capability;
import dev.usher.ldap.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When somebody was last let in, as a directory keeps it.
 *
 * @param origin how it is known that this attribute holds it
 */
record LastUse(String attribute, Capability.Origin origin, Clock clock) {
    /** Names by which a directory keeps this, although what else begins so is none of our business. */
    private static final Set<String> NO_SECRETS =
            Set.of("pwdlastsuccess", "krblastsuccessfulauth", "msds-lastsuccessfulinteractivelogontime");

    /** Clocks differ, and time zones get lost; what is later is no time at which somebody came. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Why an attribute cannot be this, as advice; empty where it can. */
    static Optional<String> problem(String attribute) {
        return NO_SECRETS.contains(attribute.toLowerCase(Locale.ROOT)) ? Optional.empty() : Naming.reserved(attribute);
    }

    /** The attribute that directories have for it by whose means accounts are disabled so. */
    static Optional<String> usual(String disabledBy) {
        return switch (disabledBy) {
            case "ppolicy" -> Optional.of("pwdLastSuccess");
            case "nsAccountLock" -> Optional.of("lastLoginTime");
            case "userAccountControl" -> Optional.of("lastLogonTimestamp");
            default -> Optional.empty();
        };
    }

    /** The latest that an entry shows; empty where that cannot be, or is not understood. */
    Optional<Instant> of(Entry entry) {
        var latest = clock.instant().plus(AHEAD);
        return Optional.ofNullable(entry.getAttributeValues(attribute)).stream()
                .flatMap(Stream::of)
                .flatMap(value -> instant(value).stream())
                .filter(instant -> instant.isAfter(Instant.EPOCH) && !instant.isAfter(latest))
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> instant(String value) {
        return Times.generalized(value).or(() -> Times.isCount(value) ? Times.counted(value) : Optional.empty());
    }
}
