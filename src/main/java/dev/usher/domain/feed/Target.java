package dev.usher.domain.feed;

import java.util.Arrays;
import java.util.Optional;

/** What of a user a source may say, by its name in the spec of a ProvisionedUser. */
public enum Target {
    USER_NAME("userName", Kind.TEXT, 256),
    EXTERNAL_ID("externalId", Kind.TEXT, 256),
    TYPE("type", Kind.TYPE, 16),
    GIVEN_NAME("name.given", Kind.TEXT, 256),
    FAMILY_NAME("name.family", Kind.TEXT, 256),
    DISPLAY_NAME("displayName", Kind.TEXT, 256),
    EMAIL("email", Kind.ADDRESS, 256),
    TITLE("title", Kind.TEXT, 256),
    DEPARTMENT("department", Kind.TEXT, 256),
    DIVISION("division", Kind.TEXT, 256),
    ORGANIZATION("organization", Kind.TEXT, 256),
    COST_CENTER("costCenter", Kind.TEXT, 256),
    LOCATION("location", Kind.TEXT, 256),
    COUNTRY("country", Kind.COUNTRY, 2),
    LOCALE("locale", Kind.LANGUAGE, 35),
    TIMEZONE("timezone", Kind.ZONE, 64),
    MANAGER("manager", Kind.KEY, 128),
    STATUS("status", Kind.STATUS, 16),
    START_TIME("startTime", Kind.TIME, 40),
    END_TIME("endTime", Kind.TIME, 40);

    /** How a value has to read. */
    public enum Kind {
        TEXT,
        ADDRESS,
        COUNTRY,
        LANGUAGE,
        ZONE,
        TYPE,
        STATUS,
        TIME,
        /** The key of another record of the same source. */
        KEY
    }

    private final String path;
    private final Kind kind;
    private final int longest;

    Target(String path, Kind kind, int longest) {
        this.path = path;
        this.kind = kind;
        this.longest = longest;
    }

    /** As {@code fields[].to} has it. */
    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }

    /** How many characters a value has at most. */
    public int longest() {
        return longest;
    }

    /** Whether it says whether somebody works here, so that it is the source's alone, whoever else writes it. */
    public boolean isOfLife() {
        return this == STATUS || this == START_TIME || this == END_TIME;
    }

    /** The one of that name; empty where there is none. */
    public static Optional<Target> of(String path) {
        return Arrays.stream(values())
                .filter(target -> target.path.equals(path))
                .findFirst();
    }
}
