package dev.usher.connector.scim;

/** How one app speaks SCIM, as far as apps differ; nothing else in the connector reads what is declared of that. */
record Dialect(Protocol protocol, Writes writes, Activity activity, Pages pages, Memberships memberships) {
    /** How requests are made. */
    record Protocol(Discovery discovery, MediaType mediaType, Versions versions) {}

    /** Whether the app is asked what it can do. */
    enum Discovery {
        AUTO,
        NEVER
    }

    /** As what JSON is sent. */
    enum MediaType {
        SCIM,
        JSON
    }

    /** What becomes of versions that the app shows. */
    enum Versions {
        USE,
        IGNORE
    }

    /**
     * How values are written.
     *
     * @param valueFilters whether a PATCH may name one of several values by a filter
     */
    record Writes(boolean valueFilters, Emails emails) {}

    /** How the e-mail is marked among others. */
    enum Emails {
        WORK,
        PRIMARY,
        UNTYPED
    }

    /** How accounts are enabled, disabled and deleted. */
    record Activity(ActiveType type, ActiveVia via, Deletion deletion) {}

    /** What {@code active} is written as. */
    enum ActiveType {
        BOOLEAN,
        STRING
    }

    /** By what an account is disabled. */
    enum ActiveVia {
        PATCH,
        DELETE
    }

    /** What a DELETE of an account does. */
    enum Deletion {
        HARD,
        FORBIDDEN
    }

    /** How lists are read. */
    record Pages(int size) {}

    /**
     * How groups and their members are written.
     *
     * @param groups whether the app has any
     */
    record Memberships(boolean groups, Removal removal) {}

    /** How those are named who leave a group. */
    enum Removal {
        FILTER,
        VALUES
    }

    /** Where each value comes from. */
    interface Choices {
        <T> T of(Setting<T> setting);
    }

    static Dialect of(Choices choices) {
        return new Dialect(
                new Protocol(choices.of(Setting.DISCOVERY), choices.of(Setting.MEDIA_TYPE), choices.of(Setting.ETAG)),
                new Writes(choices.of(Setting.PATCH_VALUE_FILTERS), choices.of(Setting.EMAILS)),
                new Activity(
                        choices.of(Setting.ACTIVE_TYPE),
                        choices.of(Setting.ACTIVE_VIA),
                        choices.of(Setting.DELETE_MEANS)),
                new Pages(choices.of(Setting.PAGE_SIZE)),
                new Memberships(choices.of(Setting.GROUPS_SUPPORTED), choices.of(Setting.MEMBERS_REMOVE)));
    }
}
