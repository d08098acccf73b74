package dev.usher.simulator.dialect;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How a long list is handed out. */
public final class Pages {
    private Pages() {}

    /** The method; without one it is {@code startIndex} and {@code count}, with at most as many rows as the simulator's page cap. */
    public sealed interface Method extends Quirk permits Cursor, Link, None {
        @Override
        default Object slot() {
            return Method.class;
        }
    }

    /**
     * Cursors of RFC 9865; AWS.
     *
     * @param everywhere whether every answer has a nextCursor where more follows, or only one whose request has a {@code cursor}
     * @param lifetime how long a cursor can be used by the clock; then it is refused as expiredCursor
     * @param announced whether ServiceProviderConfig has {@code pagination}
     */
    public record Cursor(boolean everywhere, Duration lifetime, boolean announced) implements Method {
        private static final Duration LIFETIME = Duration.ofMinutes(10);

        public static Cursor always() {
            return new Cursor(true, LIFETIME, true);
        }

        public static Cursor onRequest() {
            return new Cursor(false, LIFETIME, true);
        }

        public Cursor expiringAfter(Duration time) {
            return new Cursor(everywhere, time, announced);
        }

        public Cursor unannounced() {
            return new Cursor(everywhere, lifetime, false);
        }
    }

    /** A {@code Link} header with {@code rel="next"}; Atlassian. The links lead to the app itself, or elsewhere as a hostile app's would. */
    public record Link(Optional<URI> elsewhere) implements Method {
        public static Link here() {
            return new Link(Optional.empty());
        }

        public static Link to(URI elsewhere) {
            return new Link(Optional.of(elsewhere));
        }
    }

    /** Everything at once, whatever is asked for, up to so many rows while the total says how many there are; Google Cloud Identity. */
    public record None(int most) implements Method {
        public static None everything() {
            return new None(Integer.MAX_VALUE);
        }
    }

    /** How a walk by cursors or links goes wrong; hostile or broken apps. */
    public enum Loop implements Quirk {
        /** It does not. */
        NONE,
        /** The first page names itself as the next one. */
        REPEATS,
        /** After the last page comes the first one again, under another name, for ever. */
        STARTS_OVER,
        /** After the last page come empty ones, each under another name, for ever. */
        EMPTY_PAGES
    }

    /** What {@code filter.maxResults} says, which may be more than a page ever has; Keycloak caps at 100. */
    public record AnnouncedMaxResults(int most) implements Quirk {}

    /** What else is odd about pages. */
    public enum Oddity implements Quirk.Oddity {
        /** {@code startIndex} is passed over: each page is the first one. */
        START_INDEX_IGNORED
    }
}
