package dev.usher.simulator.dialect;

import java.time.Duration;
import java.util.Set;

/** What queries tell, and what they keep to themselves. */
public final class LookUps {
    private LookUps() {}

    /** A filter is refused with the status, announced by {@code filter.supported} or not; canaille. */
    public record NoFilter(int status, boolean announced) implements Quirk {
        public static NoFilter announced(int status) {
            return new NoFilter(status, true);
        }

        public static NoFilter unannounced(int status) {
            return new NoFilter(status, false);
        }
    }

    /** Filters are on these paths, whatever the type of resource; AWS, Atlassian and Mirantis have a handful. */
    public record FilterOn(Set<String> paths, Otherwise otherwise) implements Quirk {

        /** What a filter on anything else is answered. */
        public enum Otherwise {
            /** 400 invalidFilter; scim2-server. */
            REFUSED,
            /** 200 without a row; Keycloak of externalId. */
            NO_ROWS
        }

        public static FilterOn orRefused(String... paths) {
            return new FilterOn(Set.of(paths), Otherwise.REFUSED);
        }

        public static FilterOn orNoRows(String... paths) {
            return new FilterOn(Set.of(paths), Otherwise.NO_ROWS);
        }
    }

    /** The accounts of these userNames are in no list, and totals agree; by id and filter they are there; lists walked while others delete. */
    public record Unlisted(Set<String> userNames) implements Quirk {
        public Unlisted(String... userNames) {
            this(Set.of(userNames));
        }
    }

    /** No filter finds the accounts of these userNames; lists show them, and their names are taken; accounts that a first login made. */
    public record Unfindable(Set<String> userNames) implements Quirk {
        public Unfindable(String... userNames) {
            this(Set.of(userNames));
        }
    }

    /** A created account is there by id, in lists and for filters only when this time has passed; apps behind a queue or a read replica. */
    public record VisibleAfter(Duration delay) implements Quirk {}

    /** Readers see an account as it was before its latest change until this time has passed; apps behind a read replica or a cache. */
    public record ChangesShownAfter(Duration delay) implements Quirk {}

    /** What else is odd about queries. */
    public enum Oddity implements Quirk.Oddity {
        /** A filter is passed over: everybody is returned. */
        FILTER_IGNORED,
        /** A userName is found only in the case in which it is written; SCIMMY. */
        USER_NAME_CASE_EXACT,
        /** A query without a filter has no rows, though there is somebody: an index that is being rebuilt. */
        LISTS_ARE_EMPTY,
        /** A query with a filter has no rows, though somebody matches. */
        FILTERS_FIND_NOTHING
    }
}
