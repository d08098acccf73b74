package dev.usher.sync;

/** What a live read says of the reason for a decision. */
public enum Confirmation {
    CONFIRMED,
    /** It is not as it was: decide again. */
    CHANGED,
    /** A namespace or a resource definition is being deleted, which is no decision about people: write nothing. */
    TEARDOWN,
    /** It could not be read: nothing may be destroyed on its word. */
    UNKNOWN;

    /** What is said of two reasons each of which is enough; where neither is confirmed, a doubt counts more than a no. */
    Confirmation or(Confirmation other) {
        if (this == CONFIRMED || other == CONFIRMED) {
            return CONFIRMED;
        }
        return compareTo(other) < 0 ? other : this;
    }
}
