package dev.usher.domain.person;

/** Where a person stands in the working life; the values are those of {@code status.lifecycleState}. */
public enum LifecycleState {
    Planned,
    Active,
    OnLeave,
    Suspended,
    Departed
}
