package dev.usher.connector.scim;

import dev.usher.domain.account.Attributes;
import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.List;
import java.util.Optional;

/**
 * To whose account another one reports: the {@code manager} of the enterprise extension (RFC 7643 section 4.3).
 *
 * @param form in which the app wants it; one that has no place for it is told nothing
 */
record ReportsTo(Dialect.ManagerForm form) {
    private static final Optional<String> SCHEMA = Optional.of(Place.ENTERPRISE);
    private static final List<String> WHOLE = List.of(Attributes.MANAGER);
    private static final List<String> VALUE = List.of(Attributes.MANAGER, "value");
    private static final ScimPath WHOLE_PATH = ScimPath.of(Place.ENTERPRISE + ":" + Attributes.MANAGER);
    private static final ScimPath VALUE_PATH = ScimPath.of(Place.ENTERPRISE + ":" + Attributes.MANAGER + ".value");

    static ReportsTo of(Dialect dialect) {
        return new ReportsTo(dialect.writes().manager());
    }

    /** The id that an account shows, in either form. */
    static Optional<String> read(Resource user) {
        return user.text(VALUE_PATH).or(() -> user.text(WHOLE_PATH));
    }

    /** Whether an account shows it as a plain text. */
    static boolean isText(Resource user) {
        return user.text(WHOLE_PATH).isPresent();
    }

    /** What else was said of an earlier one goes with it. */
    void put(Document user, Optional<String> id, Place.Without without) {
        if (form == Dialect.ManagerForm.NONE) {
            return;
        }
        if (id.isPresent()) {
            user.remove(SCHEMA, WHOLE);
            user.put(SCHEMA, steps(), id.get());
            return;
        }
        switch (without) {
            case LEFT_OUT -> user.remove(SCHEMA, WHOLE);
            case UNASSIGNED -> user.unassign(SCHEMA, WHOLE);
            case EMPTY -> {
                user.remove(SCHEMA, WHOLE);
                user.put(SCHEMA, steps(), "");
            }
        }
    }

    void patch(ScimPatch patch, Optional<String> id) {
        if (id.isEmpty() && form != Dialect.ManagerForm.NONE) {
            patch.remove(WHOLE_PATH);
            return;
        }
        switch (form) {
            case COMPLEX ->
                id.ifPresent(text -> patch.replace(WHOLE_PATH, Document.empty().put("value", text)));
            case TEXT -> id.ifPresent(text -> patch.replace(WHOLE_PATH, text));
            case NONE -> {}
        }
    }

    private List<String> steps() {
        return form == Dialect.ManagerForm.TEXT ? WHOLE : VALUE;
    }
}
