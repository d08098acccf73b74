package dev.usher.ldap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants, as directories write them. */
public final class Times {
    /** RFC 4517 section 3.3.13. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:[.,]\\d{1,9})?)?)?(Z|[+-]\\d{2}(?:\\d{2})?)");

    private static final Pattern COUNT = Pattern.compile("\\d{1,19}");

    private static final long COUNTS_A_SECOND = 10_000_000;
    private static final long SECONDS_UNTIL_1970 = 11_644_473_600L;

    private Times() {}

    /** A generalized time, in whole seconds; empty of anything else. */
    public static Optional<Instant> generalized(String value) {
        var time = TIME.matcher(value);
        return time.matches() ? instant(time) : Optional.empty();
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

    /** Whether it is a number, as Active Directory has instants: how often 100 ns have passed since 1601. */
    public static boolean isCount(String value) {
        return COUNT.matcher(value).matches();
    }

    /** What such a number means; empty of the largest one, which means never, and of what is no number. */
    public static Optional<Instant> counted(String value) {
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
