package dev.usher.domain.safety;

import java.util.OptionalLong;

/** Whose change takes access: all that one app loses to one of them is a wave. */
public sealed interface Origin {
    /** The people themselves: their end, their deletion, a role that they lost by a change or a date of their own. */
    record OfPerson(Evidence evidence) implements Origin {
        @Override
        public String text() {
            return switch (evidence) {
                case ATTESTED -> "people whose end is attested";
                case INFERRED -> "users who were deleted or changed";
            };
        }
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
