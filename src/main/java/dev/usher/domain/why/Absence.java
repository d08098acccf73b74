package dev.usher.domain.why;

/** Why nothing is due in an app, so that there is no account. */
public enum Absence {
    /** The TargetApp is not there, or cannot be understood. */
    NoSuchApp,
    /** Somebody shut the person out, so that no account is made. */
    Locked,
    /** Whatever roles say, somebody who departed is given nothing. */
    Departed,
    /** The rule that says whom the app is for is not true. */
    NotForThisUser,
    /** No role that people of the namespace can hold names the app. */
    NoRoleGivesIt,
    /** Some role names the app, and is not held. */
    NoRoleHeld,
    /** Nobody can tell whom the app is for. */
    ScopeUnknown,
    /** The employment has not begun. */
    NotStarted,
    /** Nothing is made for somebody who is on leave, or whose employment is suspended. */
    Away,
    /** Nobody can tell whether the roles that give it are still held. */
    RoleUnknown,
    /** Nothing is added until something is mended, or while somebody asked for that. */
    Frozen,
    /** Somebody said by hand that the person gets none. */
    Barred,
    /** There are as many apps as one user can have. */
    TooManyApps
}
