package dev.usher.domain.person;

/** Where a person stands in the working life; the values are those of {@code status.lifecycleState}. */
public enum LifecycleState {
    Planned,
    /** Not started, and accounts have been asked for ahead of the start. */
    PreProvisioned,
    Active,
    OnLeave,
    Suspended,
    /** Shut out of everything by a lock, and not departed; no working life is in this state by itself. */
    Locked,
    Departed,
    /** Departed, and every account is deleted, where there ever was one. */
    Purged
}
