package dev.usher.connector;

/** One thing that an app can do, or a limit it has, and how we know. */
public record Capability(String name, String value, Origin origin) {
    /** Whether the app refuses an account whose user name another one has, compared without case: {@code true} or {@code false}. */
    public static final String UNIQUE_USER_NAMES = "uniqueUserNames";

    /**
     * How the app shows accounts that are disabled: {@code shown} like all others, {@code hidden}, neither by their id nor in a list, or
     * {@code masked}, under other names.
     */
    public static final String DISABLED_ARE = "disabled.are";

    /** By what accounts are disabled; {@code delete}: by that by which others delete them. */
    public static final String ACTIVE_VIA = "active.via";

    /** What a deletion does; {@code forbidden}: it must not happen. */
    public static final String DELETE_MEANS = "delete.means";

    /** How it is found out who holds an entitlement: {@code probe} where only {@link Scope.Holders} tells. */
    public static final String MEMBERS_READ = "members.read";

    /** How many members enter or leave an entitlement with one request, at most. */
    public static final String MEMBERS_MAX = "members.max";

    /** Whether an entitlement is made that the app does not have: {@code true} or {@code false}. */
    public static final String GROUPS_CREATE = "groups.create";

    /** How many requests a minute the app takes in the long run; together with the next two as far as it is known. */
    public static final String RATE_PER_MINUTE = "rate.perMinute";

    /** How many requests at once, after a while with fewer. */
    public static final String RATE_BURST = "rate.burst";

    /** How many requests at a time. */
    public static final String RATE_CONCURRENCY = "rate.concurrency";

    /** Names of attributes, between commas, that the app has no place for: they are not to be sent, and make no difference. */
    public static final String LEFT_OUT = "attributes.leftOut";

    /** How the account of a manager is named in another one: {@code none} where the app has no place for that. */
    public static final String MANAGER_FORM = "manager.form";

    /** Names of attributes, between commas, that the app writes in letters of its own: capital letters make no difference in them. */
    public static final String CASELESS = "attributes.caseless";

    /** Names of attributes, between commas, in which spaces at the ends, and how many there are in between, make no difference. */
    public static final String TRIMMED = "attributes.trimmed";

    /** For how many seconds a read may still show what was before a write. */
    public static final String READS_LAG = "reads.lag";

    /** That the app can be asked to end the sessions of an account: {@code true}; of others it is not said. */
    public static final String SESSIONS_END = "sessions.end";

    /** When the app takes a password: {@code create}, with a new account and later, or {@code later} only; of others it is not said. */
    public static final String PASSWORDS = "passwords";

    /** That the app can be asked for {@link Scope.Since}: {@code true}; of others it is not said. */
    public static final String CHANGES = "changes";

    /** That a list tells when accounts were last used, as far as the app knows: {@code true}; of others it is not said. */
    public static final String LAST_USE = "lastUse";

    /**
     * Behind the name of the field that gives a certificate of ours: from when until when it is valid, as an interval of ISO 8601. By the
     * certificate the app knows Usher, so that it is a limit of what the app lets be done.
     */
    public static final String VALIDITY = ".validity";

    /** From the strongest word to the weakest. */
    public enum Origin {
        spec,
        preset,
        learned,
        discovered,
        defaulted
    }
}
