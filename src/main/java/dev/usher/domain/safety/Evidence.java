package dev.usher.domain.safety;

/** What vouches for it that somebody's access is to end. */
public enum Evidence {
    /** A source or a person says that this one ended, or a date was reached. */
    ATTESTED,
    /** It follows from something else: a record that is not there any more, an edit of a role or an app. */
    INFERRED
}
