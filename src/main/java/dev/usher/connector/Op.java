package dev.usher.connector;

/** What a call is for: decides its place among others, and names it in metrics. */
public enum Op {
    DISCOVER,
    READ,
    LOOK_UP,
    LIST,
    CREATE,
    UPDATE,
    DISABLE,
    DELETE,
    MEMBERS
}
