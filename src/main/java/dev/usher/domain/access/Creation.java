package dev.usher.domain.access;

/** Who makes the accounts of an app; the values are those of {@code spec.creation}. */
public enum Creation {
    /** Usher does. */
    Provision,
    /** The app does, when somebody logs in there for the first time; Usher adopts, keeps and removes what it made. */
    JustInTime
}
