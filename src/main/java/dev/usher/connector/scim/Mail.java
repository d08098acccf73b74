package dev.usher.connector.scim;

import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
    private static final ScimPath VALUE = ScimPath.of("value");
    private static final ScimPath KIND = ScimPath.of(TYPE);
    private static final ScimPath IS_MAIN = ScimPath.of(MAIN);

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
        var all = user.parts(ALL);
        Supplier<Optional<String>> ofWork = () -> first(all, Mail::isOfWork);
        Supplier<Optional<String>> main = () -> first(all, Mail::isMain);
        var marked = writes.emails() == Dialect.Emails.PRIMARY
                ? main.get().or(ofWork)
                : ofWork.get().or(main);
        return marked.or(() -> first(all, any -> true));
    }

    private static Optional<String> first(List<Resource> emails, Predicate<Resource> meant) {
        return emails.stream()
                .filter(meant)
                .flatMap(email -> email.text(VALUE).stream())
                .findFirst()
                .filter(text -> !text.isEmpty());
    }

    private static boolean isOfWork(Resource email) {
        return email.text(KIND).filter(OF_WORK::equalsIgnoreCase).isPresent();
    }

    private static boolean isMain(Resource email) {
        return email.flag(IS_MAIN).orElse(false);
    }
}
