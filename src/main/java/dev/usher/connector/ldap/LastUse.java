package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.usher.connector.Capability;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** RFC 4517 section 3.3.13. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:[.,]\\d{1,9})?)?)?(Z|[+-]\\d{2}(?:\\d{2})?)");

    /** Of Active Directory: how often 100 ns have passed since 1601. */
    private static final Pattern COUNT = Pattern.compile("\\d{1,19}");

    private static final long COUNTS_A_SECOND = 10_000_000;
    private static final long SECONDS_UNTIL_1970 = 11_644_473_600L;
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
        var time = TIME.matcher(value);
        if (time.matches()) {
            return instant(time);
        }
        return COUNT.matcher(value).matches() ? ofCount(value) : Optional.empty();
    }

    private static Optional<Instant> instant(Matcher time) {
        try {
            var local = LocalDateTime.of(
                    number(time, 1),
                    number(time, 2),
                    number(time, 3),
                    number(time, 4),
                    number(time, 5),
                    number(time, 6));
            return Optional.of(local.toInstant(ZoneOffset.of(time.group(7))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int number(Matcher time, int group) {
        return Optional.ofNullable(time.group(group)).map(Integer::parseInt).orElse(0);
    }

    /** The largest number means never, and so does 0. */
    private static Optional<Instant> ofCount(String value) {
        try {
            var count = Long.parseLong(value);
            return count == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochSecond(count / COUNTS_A_SECOND - SECONDS_UNTIL_1970));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
