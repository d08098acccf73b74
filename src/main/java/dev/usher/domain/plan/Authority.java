package dev.usher.domain.plan;

/** How far Usher is in charge of what accounts of an app hold; the values are those of {@code spec.entitlements.authority}. */
public enum Authority {
    /** What some role names, or named, is taken where no cause explains it; everything else is somebody else's. */
    Managed,
    /** Nothing is ever taken. */
    Additive,
    /** Everything is Usher's: what nobody names is reported, and only what some role names, or named, is taken so far. */
    Authoritative
}
