package dev.usher.domain.access;

/** What becomes of an account when its person is away or gone, or is not given the app any more. */
public enum Reaction {
    Disable,
    /** Disabled at once, and deleted after the retention. */
    Delete,
    Keep
}
