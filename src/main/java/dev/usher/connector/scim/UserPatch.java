package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimError;
import dev.usher.scim.ScimPatch;
import dev.usher.scim.ScimPath;
import java.util.Optional;
import java.util.Set;

/** Changes accounts by PATCH (RFC 7644 section 3.5.2), and finds out in which form the app takes one. */
record UserPatch(Exchange exchange, Routes routes, Speech speech) {
    private static final ScimPath ACTIVE = ScimPath.of(Users.ACTIVE);
    private static final ScimPath EXTERNAL_ID = ScimPath.of(Users.EXTERNAL_ID);
    private static final ScimPath PASSWORD = ScimPath.of(Users.PASSWORD);
    private static final Set<ScimError.Type> OF_PATHS =
            Set.of(ScimError.Type.INVALID_PATH, ScimError.Type.INVALID_FILTER, ScimError.Type.INVALID_SYNTAX);
    private static final Set<ScimError.Type> OF_STYLE =
            Set.of(ScimError.Type.INVALID_PATH, ScimError.Type.INVALID_SYNTAX, ScimError.Type.OTHER);
    private static final Set<ScimError.Type> OF_VALUES =
            Set.of(ScimError.Type.INVALID_VALUE, ScimError.Type.INVALID_SYNTAX, ScimError.Type.OTHER);

    /**
     * A change that has to be made.
     *
     * @param form in which it is sent first
     */
    private record Due(Op op, RemoteId id, Edit edit, Optional<String> version, Dialect form) {
        private Due in(Dialect other) {
            return new Due(op, id, edit, version, other);
        }
    }

    Written send(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        var form = speech.dialect();
        var due = new Due(op, id, edit, version, form);
        var written = inThisForm(due);
        if (edit.isOnlyOfManager()) {
            return ofManager(due, written);
        }
        var writes = form.writes();
        if (edit.email().isPresent() && written.isRefusedFor(OF_PATHS)) {
            written = inAnotherForm(Setting.PATCH_VALUE_FILTERS, !writes.valueFilters(), due, written);
        }
        // Without a path the e-mails are replaced as a whole, for which a refusal without a word is no reason.
        if (written.isRefusedFor(edit.email().isPresent() ? Set.of(ScimError.Type.INVALID_PATH) : OF_STYLE)) {
            written = inAnotherForm(Setting.PATCH_STYLE, writes.style().other(), due, written);
        }
        if (edit.isOnlyOfActivity() && written.isRefusedFor(OF_VALUES)) {
            var type = form.activity().type().other();
            written = inAnotherForm(Setting.ACTIVE_TYPE, type, due, written);
        }
        return written;
    }

    /** An id that the app does not like is refused in any form, from which nothing follows for other attributes. */
    private Written ofManager(Due due, Written first) throws AppFailure {
        var writes = due.form().writes();
        var written = first.isRefusedFor(OF_VALUES)
                ? inAnotherForm(Setting.MANAGER_FORM, writes.manager().other(), due, first)
                : first;
        return written.isRefusedFor(Set.of(ScimError.Type.INVALID_PATH))
                ? inAnotherForm(Setting.PATCH_STYLE, writes.style().other(), due, written)
                : written;
    }

    private <T> Written inAnotherForm(Setting<T> setting, T value, Due due, Written refused) throws AppFailure {
        var other = speech.otherwise(setting, value, due.form());
        if (other.isEmpty()) {
            return refused;
        }
        var again = inThisForm(due.in(other.get()));
        if (again.means(Verdict.Refused.class)) {
            speech.isRefusedBoth(setting);
            return refused;
        }
        if (again.means(Verdict.Fine.class) && shows(again, due.edit())) {
            speech.learns(setting, value);
        }
        return again;
    }

    /** Whether an answer shows that it was done, where it is about who gets in, or who manages whom: some apps take everything, and do nothing. */
    private static boolean shows(Written written, Edit edit) {
        if (edit.active().isEmpty() && !edit.isOnlyOfManager()) {
            return true;
        }
        var shown = written instanceof Written.Answered(Answer answer) ? answer.body() : Optional.<Resource>empty();
        return edit.isOnlyOfManager()
                ? shown.flatMap(ReportsTo::read).equals(edit.attributes().get(Attributes.MANAGER))
                : shown.flatMap(user -> user.flag(ACTIVE)).equals(edit.active());
    }

    private Written inThisForm(Due due) throws AppFailure {
        var written = send(due, patch(due, Mail.How.REPLACED));
        if (!written.hasNoTarget() || due.edit().email().isEmpty()) {
            return written;
        }
        // Nothing was done, since there is no such e-mail to replace or to remove: it is added, or as it should be.
        var added = patch(due, Mail.How.ADDED);
        return added.isEmpty() ? new Written.Ended(new Outcome.Accepted()) : send(due, added);
    }

    private Written send(Due due, ScimPatch patch) throws AppFailure {
        var subject = Subject.attributes(due.edit().names());
        return exchange.write(
                Ask.change(due.op(), routes.user(due.id()), patch, subject).onlyIf(due.version()));
    }

    private static ScimPatch patch(Due due, Mail.How email) {
        return switch (due.form().writes().style()) {
            case PATH -> byPath(due.form(), due.edit(), email);
            case VALUE -> new ScimPatch().replace(part(due.form(), due.edit()));
        };
    }

    /** The operations that make exactly this difference; a name that is unknown has none. */
    private static ScimPatch byPath(Dialect dialect, Edit edit, Mail.How email) {
        var patch = new ScimPatch();
        edit.attributes().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                new Mail(dialect.writes()).patch(patch, email, value);
            } else if (name.equals(Attributes.MANAGER)) {
                ReportsTo.of(dialect).patch(patch, value);
            } else {
                Place.of(name)
                        .map(Place::path)
                        .ifPresent(path ->
                                value.ifPresentOrElse(text -> patch.replace(path, text), () -> patch.remove(path)));
            }
        });
        edit.externalId().ifPresent(key -> patch.replace(EXTERNAL_ID, key));
        edit.active().ifPresent(active -> new Active(dialect.activity().type()).patch(patch, active));
        edit.password().ifPresent(password -> password.reveal(value -> patch.replace(PASSWORD, value)));
        return patch;
    }

    private static Document part(Dialect dialect, Edit edit) {
        var part = Document.empty();
        edit.attributes().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                new Mail(dialect.writes()).put(part, value);
            } else if (name.equals(Attributes.MANAGER)) {
                ReportsTo.of(dialect).put(part, value, Place.Without.UNASSIGNED);
            } else {
                Place.of(name).ifPresent(place -> place.put(part, value, Place.Without.UNASSIGNED));
            }
        });
        edit.externalId().ifPresent(key -> part.put(Users.EXTERNAL_ID, key));
        edit.active().ifPresent(active -> new Active(dialect.activity().type()).put(part, active));
        edit.password().ifPresent(password -> password.reveal(value -> part.put(Users.PASSWORD, value)));
        return part.remove("schemas");
    }
}
