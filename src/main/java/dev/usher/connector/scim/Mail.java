package dev.usher.connector.scim;

import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one e-mail that Usher writes, among those that a SCIM user has (RFC 7643 section 4.1.2). */
record Mail(Dialect.Writes writes) {
    private static final String EMAILS = "emails";
    private static final String TYPE = "type";
    private static final String OF_WORK = "work";
    private static final String MAIN = "primary";
    private static final ScimPath ALL = ScimPath.of(EMAILS);
    private static final ScimPath WORK = ScimPath.of("emails[type eq \"work\"]");
    private static final ScimPath WORK_VALUE = ScimPath.of("emails[type eq \"work\"].value");
    private static final ScimPath PRIMARY = ScimPath.of("emails[primary eq true]");
    private static final ScimPath PRIMARY_VALUE = ScimPath.of("emails[primary eq true].value");
    private static final ScimPath ANY_VALUE = ScimPath.of("emails.value");

    /** How it is set by a path: where there is one, and where there is none yet. */
    enum How {
        REPLACED,
        ADDED
    }

    /** Writes it as the only one. */
    void put(Document user, Optional<String> value) {
        user.put(EMAILS, value.map(this::alone).orElse(List.of()));
    }

    /** Writes it among those that a read showed, of which the others are not ours. */
    void putAmong(Document user, Optional<String> value) {
        switch (writes.emails()) {
            case WORK -> putAmong(user, TYPE, OF_WORK, value);
            case PRIMARY -> putAmong(user, MAIN, true, value);
            case UNTYPED -> put(user, value);
        }
    }

    private void putAmong(Document user, String mark, Object marked, Optional<String> value) {
        value.ifPresentOrElse(
                text -> user.putAmong(EMAILS, mark, marked, alone(text).getFirst()),
                () -> user.removeAmong(EMAILS, mark, marked));
    }

    /** Other e-mails stay where the app lets one be named among several. */
    void patch(ScimPatch patch, How how, Optional<String> value) {
        switch (how) {
            case REPLACED -> {
                if (writes.replacesEmails()) {
                    value.ifPresentOrElse(text -> patch.replace(ALL, alone(text)), () -> patch.remove(ALL));
                } else if (writes.emails() == Dialect.Emails.PRIMARY) {
                    value.ifPresentOrElse(text -> patch.replace(PRIMARY_VALUE, text), () -> patch.remove(PRIMARY));
                } else {
                    value.ifPresentOrElse(text -> patch.replace(WORK_VALUE, text), () -> patch.remove(WORK));
                }
            }
            case ADDED -> value.ifPresent(text -> patch.add(ALL, alone(text)));
        }
    }

    private List<Map<String, Object>> alone(String value) {
        return List.of(
                switch (writes.emails()) {
                    case WORK -> Map.of("value", value, TYPE, OF_WORK);
                    case PRIMARY -> Map.of("value", value, TYPE, OF_WORK, MAIN, true);
                    case UNTYPED -> Map.of("value", value);
                });
    }

    /** An app may drop the mark that was sent, or have had another e-mail first. */
    Optional<String> read(Resource user) {
        var places = writes.emails() == Dialect.Emails.PRIMARY
                ? List.of(PRIMARY_VALUE, WORK_VALUE, ANY_VALUE)
                : List.of(WORK_VALUE, PRIMARY_VALUE, ANY_VALUE);
        return places.stream()
                .flatMap(path -> user.text(path).filter(text -> !text.isEmpty()).stream())
                .findFirst();
    }
}
