package dev.usher.connector;

/** What a call does, by which metrics name it. */
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
