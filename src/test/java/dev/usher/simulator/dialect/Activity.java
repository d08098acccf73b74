package dev.usher.simulator.dialect;

/** What becomes of an account that is disabled, deleted or created again. */
public final class Activity {
    private Activity() {}

    /** Which request changes whether an account is active; {@code active} in any other is passed over without a word. */
    public enum Via implements Quirk {
        /** POST, PATCH and PUT. */
        ANY,
        /** PATCH, and POST for a new account; Zoom. */
        PATCH,
        /** PUT, and POST for a new account; Okta-shaped apps. */
        PUT,
        /** Only DELETE disables, so that this wants {@link Deletion#DISABLES}; PATCH and PUT do enable. */
        DELETE,
        /** None: the app has no such switch. */
        NOTHING
    }

    /** How clients see a disabled account. */
    public enum Disabled implements Quirk {
        /** Like any other, with {@code active} false. */
        VISIBLE,
        /** 404 to everything but a PATCH or PUT that enables it, and in no list; Atlassian. */
        NOT_FOUND,
        /** Its userName is a hash and its e-mails are made up until it is enabled again, also to filters; GitHub EMU. */
        OBFUSCATED
    }

    /** What setting {@code active} to false does. */
    public enum Inactive implements Quirk {
        /** It disables the account. */
        DISABLED,
        /** It deletes the account, id and all, though it is answered 200; PagerDuty and GitHub organizations. */
        DELETED
    }

    /** What DELETE of a user does. */
    public enum Deletion implements Quirk {
        /** The account is gone, and its name is free. */
        HARD,
        /** The account is disabled; Slack and Atlassian. */
        DISABLES,
        /** No client sees the account any more, but its name stays taken, until the simulator is told to purge; apps with a recycle bin. */
        SOFT,
        /** It is answered 403; apps that only disable, as Salesforce does. */
        FORBIDDEN,
        /** It is answered 405; apps that leave DELETE out. */
        NOT_ALLOWED
    }

    /** What creating a user does whose userName a disabled or softly deleted account has. */
    public enum Recreation implements Quirk {
        /** 409, as for any taken name. */
        REFUSED,
        /** The account of old is enabled and answered 200 with its old id; apps for which a POST means that somebody shall have access. */
        REACTIVATES_200,
        /** The account of old is enabled and answered 201 with its old id; Atlassian, which links an account that it has. */
        REACTIVATES_201
    }
}
