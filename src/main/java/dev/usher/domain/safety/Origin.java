package dev.usher.domain.safety;

import java.util.OptionalLong;

/** Whose change takes access: all that one app loses to one of them is a wave. */
public sealed interface Origin {
    /** The people themselves: each matter is a wave of its own, so that what a person decides about one is not said of a graver one. */
    record OfPerson(Matter matter) implements Origin {
        @Override
        public Evidence evidence() {
            return switch (matter) {
                case DEPARTURE, PAUSE, DATE, RETENTION, ATTRIBUTES -> Evidence.ATTESTED;
                case DELETION, ORPHAN, EDIT, MISSING -> Evidence.INFERRED;
            };
        }

        @Override
        public String text() {
            return switch (matter) {
                case DEPARTURE -> "people who have left";
                case PAUSE -> "people who are away, suspended or yet to start";
                case DATE -> "dates of people's own";
                case RETENTION -> "accounts whose retention is over";
                case ATTRIBUTES -> "values of people's own";
                case DELETION -> "users who were deleted, or are nobody's";
                case ORPHAN -> "accounts that nobody justifies";
                case EDIT -> "users who were changed";
                case MISSING -> "people whom a source lists no more";
            };
        }
    }

    /** What of somebody's own it is. */
    enum Matter {
        /** They have left, or are not to have any account any more. */
        DEPARTURE,
        /** They are on leave, suspended, or start later than it was said. */
        PAUSE,
        /** A role or a grant of theirs has come to its end. */
        DATE,
        /** Their account was disabled, and kept until now. */
        RETENTION,
        /** The account is to show other values of theirs. */
        ATTRIBUTES,
        /** The user resource is gone, or there is no person behind it. */
        DELETION,
        /** The account was left in use without a user, and nobody said who stands behind it. */
        ORPHAN,
        /** The user resource was edited. */
        EDIT,
        /** A source lists them no more, and nobody said why. */
        MISSING
    }

    /**
     * An edit of something that many people rest on.
     *
     * @param kind as in the resource, such as Role
     * @param generation that took the access; empty where the resource is gone
     */
    record OfEdit(String kind, String namespace, String name, OptionalLong generation) implements Origin {
        @Override
        public Evidence evidence() {
            return Evidence.INFERRED;
        }

        @Override
        public String text() {
            return kind + " " + name
                    + (generation.isPresent() ? " generation " + generation.getAsLong() : ", which is gone");
        }
    }

    /** A lock that keeps roles from somebody: what it takes waits for no limit, and uses none up. */
    record OfLock() implements Origin {
        @Override
        public Evidence evidence() {
            return Evidence.ATTESTED;
        }

        @Override
        public String text() {
            return "an AccessLock";
        }
    }

    /** Somebody gave more in the app itself than is decided. */
    record InApp() implements Origin {
        @Override
        public Evidence evidence() {
            return Evidence.INFERRED;
        }

        @Override
        public String text() {
            return "what was given in the app itself";
        }
    }

    /** It was lost before this operator started, and nobody remembers to what. */
    record Forgotten() implements Origin {
        @Override
        public Evidence evidence() {
            return Evidence.INFERRED;
        }

        @Override
        public String text() {
            return "what was lost before the operator started";
        }
    }

    Evidence evidence();

    /** In words of ours, with names of resources only. */
    String text();
}
