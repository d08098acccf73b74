package dev.usher.connector;

/** What a call does, by which metrics name it. */
public enum Op {
    /** Asks for a token by which the app then knows us. */
    AUTHENTICATE,
    DISCOVER,
    READ,
    LOOK_UP,
    LIST,
    CREATE,
    UPDATE,
    DISABLE,
    DELETE,
    END_SESSIONS,
    /** Has done elsewhere what has to be done before an account is deleted. */
    HAND_OVER,
    SET_PASSWORD,
    INVITE,
    MEMBERS
}
