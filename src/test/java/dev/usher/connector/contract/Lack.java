package dev.usher.connector.contract;

/** What some apps cannot do, whatever their connector does. */
public enum Lack {
    /** Accounts stay for ever: a deletion is refused as not supported. */
    DELETION,
    /** It makes accounts enabled only. */
    DISABLED_CREATION,
    /** User names that differ in case are two. */
    CASELESS_NAMES,
    /** It lets two accounts be called the same. */
    UNIQUE_NAMES,
    /** A group goes on naming who was deleted, by an id that nobody gets again. */
    FORGETTING,
    /** It lets an account into a group that it does not have. */
    KNOWN_MEMBERS,
    /** It says yes to an attribute that it does not have. */
    KNOWN_ATTRIBUTES,
    /** It has no passwords of its own that could be set: that is said, and nothing is done. */
    PASSWORDS
}
