package dev.usher.connector.scim;

import dev.usher.domain.account.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How one app speaks SCIM, as far as apps differ; nothing else in the connector reads what is declared of that. */
record Dialect(
        Protocol protocol,
        Writes writes,
        Activity activity,
        Finding finding,
        Paging paging,
        Memberships memberships,
        Reads reads,
        Seats seats,
        Spelling spelling) {
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
        JSON;

        MediaType other() {
            return this == SCIM ? JSON : SCIM;
        }
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
     * @param leftOut attributes that the app has no place for, which whoever decides what is written has to know
     */
    record Writes(
            Update update, Style style, boolean valueFilters, Emails emails, ManagerForm manager, Set<String> leftOut) {
        public Writes {
            leftOut = Set.copyOf(leftOut);
        }

        /** Whether the e-mail is written in place of all that an account has. */
        boolean replacesEmails() {
            return !valueFilters || style == Style.VALUE || emails == Emails.UNTYPED;
        }
    }

    /** By which request an account is changed. */
    enum Update {
        PATCH,
        PUT,
        MERGE
    }

    /** How a PATCH says what it is about. */
    enum Style {
        PATH,
        VALUE;

        Style other() {
            return this == PATH ? VALUE : PATH;
        }
    }

    /** How the e-mail is marked among others. */
    enum Emails {
        WORK,
        PRIMARY,
        UNTYPED
    }

    /** How the account of a manager is named in another one. */
    enum ManagerForm {
        COMPLEX,
        TEXT,
        NONE;

        ManagerForm other() {
            return this == COMPLEX ? TEXT : COMPLEX;
        }
    }

    /** How accounts are enabled, disabled and deleted. */
    record Activity(ActiveType type, ActiveVia via, DisabledAre disabled, Deletion deletion) {}

    /** What {@code active} is written as. */
    enum ActiveType {
        BOOLEAN,
        STRING;

        ActiveType other() {
            return this == BOOLEAN ? STRING : BOOLEAN;
        }
    }

    /** By what an account is disabled. */
    enum ActiveVia {
        UPDATE,
        PATCH,
        DELETE
    }

    /** How accounts are shown that are disabled, which is for whoever compares them. */
    enum DisabledAre {
        SHOWN,
        HIDDEN,
        MASKED
    }

    /** What a DELETE of an account does. */
    enum Deletion {
        HARD,
        FORBIDDEN
    }

    /**
     * How accounts and groups are found.
     *
     * @param filters what the app takes a filter on
     * @param clues by what the account is looked for that is in the way of another one
     */
    record Finding(List<Filterable> filters, List<Clue> clues) {
        public Finding {
            filters = List.copyOf(filters);
            clues = List.copyOf(clues);
        }
    }

    /** By what it can be found out who is in the way. */
    enum Clue {
        EXTERNAL_ID,
        USER_NAME,
        EMAIL,
        /** By any of these, among all accounts. */
        SCAN
    }

    /** What accounts and groups are found by. */
    enum Filterable {
        EXTERNAL_ID,
        USER_NAME,
        DISPLAY_NAME
    }

    /** How lists are read. */
    record Paging(Method method, int size) {}

    /** In which pieces a list is handed out. */
    enum Method {
        INDEX,
        CURSOR,
        LINK,
        NONE
    }

    /**
     * How groups and their members are written.
     *
     * @param groups whether the app has any
     * @param most how many members go with one request
     */
    record Memberships(
            boolean groups, MembersRead read, MembersWritten write, Removal removal, int most, boolean creates) {}

    /** How it is found out who is in a group. */
    enum MembersRead {
        GROUP,
        REQUEST,
        PROBE
    }

    /** By which request the members of a group are changed. */
    enum MembersWritten {
        PATCH,
        REPLACE,
        PUT
    }

    /** How those are named who leave a group. */
    enum Removal {
        FILTER,
        VALUES
    }

    /**
     * By which answers the app says that it has no licence left for an account.
     *
     * @param said each a status, or a status and a {@code scimType}: {@code 402}, {@code 403/limitReached}
     */
    record Seats(Set<String> said) {
        boolean areExhausted(int status, Optional<String> type) {
            return said.contains(Integer.toString(status))
                    || type.filter(word -> said.contains(status + "/" + word)).isPresent();
        }
    }

    /**
     * What reads can be counted on for.
     *
     * @param lag for how many seconds they may show what was before a write
     */
    record Reads(int lag) {}

    /** Where each value comes from. */
    interface Choices {
        <T> T of(Setting<T> setting);
    }

    static Dialect of(Choices choices) {
        return new Dialect(
                new Protocol(choices.of(Setting.DISCOVERY), choices.of(Setting.MEDIA_TYPE), choices.of(Setting.ETAG)),
                new Writes(
                        choices.of(Setting.USERS_UPDATE),
                        choices.of(Setting.PATCH_STYLE),
                        choices.of(Setting.PATCH_VALUE_FILTERS),
                        choices.of(Setting.EMAILS),
                        choices.of(Setting.MANAGER_FORM),
                        choices.of(Setting.ATTRIBUTES_LEFT_OUT)),
                new Activity(
                        choices.of(Setting.ACTIVE_TYPE),
                        choices.of(Setting.ACTIVE_VIA),
                        choices.of(Setting.DISABLED_ARE),
                        choices.of(Setting.DELETE_MEANS)),
                new Finding(choices.of(Setting.FILTER_ATTRIBUTES), choices.of(Setting.CONFLICT_LOOK_UP)),
                new Paging(choices.of(Setting.PAGE_METHOD), choices.of(Setting.PAGE_SIZE)),
                new Memberships(
                        choices.of(Setting.GROUPS_SUPPORTED),
                        choices.of(Setting.MEMBERS_READ),
                        choices.of(Setting.MEMBERS_WRITE),
                        choices.of(Setting.MEMBERS_REMOVE),
                        choices.of(Setting.MEMBERS_MAX),
                        choices.of(Setting.GROUPS_CREATE)),
                new Reads(choices.of(Setting.READS_LAG)),
                new Seats(choices.of(Setting.SEATS)),
                new Spelling(choices.of(Setting.ATTRIBUTES_CASELESS), choices.of(Setting.ATTRIBUTES_TRIMMED)));
    }
}
