package dev.usher.domain.access;

/** Why an account is to be less than enabled, or left alone. */
public enum Why {
    /** No role of the person names the app any more. */
    Unassigned,
    /** The employment has not begun, or begins again later. */
    NotStarted,
    OnLeave,
    /** Somebody shut the person out. */
    Locked,
    Suspended,
    Departed,
    /** The person never came. */
    Withdrawn,
    /** They departed, and all that is known of it is that their source lists them no more. */
    Missing,
    /** The person whose further identity this is, is not there, or somebody else has their name. */
    WithoutPerson,
    /** Something in what is declared has to be mended first, or somebody asked for nothing to be changed. */
    Frozen,
    /** The user resource was deleted. */
    UserDeleted,
    /** It was left in use without a user, and nobody said who stands behind it. */
    Orphaned,
    /** Whether the account should be there at all hangs on a role that cannot be read. */
    UnknownRole,
    /** The policy for departures keeps the account as it is. */
    KeptByPolicy,
    /** No role of the person names the app any more, and its policy keeps the account as it is. */
    KeptUnassigned,
    /** Somebody asked that nothing is written to the app. */
    AppSuspended,
    /** The TargetApp resource is not there. */
    AppGone;

    /** A reduction that ends the person's work here takes the entitlements too; a pause keeps them for the return. */
    public boolean takesEntitlements() {
        return switch (this) {
            case Unassigned, Departed, Withdrawn, Missing, UserDeleted, Orphaned -> true;
            case NotStarted,
                    OnLeave,
                    Locked,
                    Suspended,
                    WithoutPerson,
                    Frozen,
                    UnknownRole,
                    KeptByPolicy,
                    KeptUnassigned,
                    AppSuspended,
                    AppGone -> false;
        };
    }
}
