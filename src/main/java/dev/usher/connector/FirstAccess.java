package dev.usher.connector;

/** One way in which the holder of an account comes to get in. */
public enum FirstAccess {
    /** By a password that Usher sets: see {@link Change.SetPassword}. */
    PASSWORD,
    /** By one that the app makes them change at once. */
    PASSWORD_TO_CHANGE,
    /** By an invitation that the app, or somebody for it, sends: see {@link Change.Invite}. */
    INVITATION
}
