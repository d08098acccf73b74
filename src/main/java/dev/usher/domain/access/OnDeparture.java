package dev.usher.domain.access;

/** What becomes of an account when its person departs. */
public enum OnDeparture {
    Disable,
    Delete,
    Keep
}
