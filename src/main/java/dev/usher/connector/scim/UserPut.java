package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.scim.Document;
import dev.usher.scim.Resource;
import dev.usher.scim.ScimPath;
import java.util.Optional;

/**
 * Changes accounts by PUT (RFC 7644 section 3.5.1): all that a read shows is sent back with what changes, so that nothing else is
 * lost.
 */
record UserPut(Exchange exchange, Routes routes, Speech speech) {
    private static final ScimPath VERSION = ScimPath.of("meta.version");

    /**
     * Reads and replaces one account.
     *
     * @param known the version that the edit is meant for; another one is not overwritten
     */
    Written send(Op op, RemoteId id, Edit edit, Optional<String> known) throws AppFailure {
        var subject = Subject.attributes(edit.names());
        var answer = exchange.read(Ask.read(Op.READ, Ask.Intent.READ, routes.user(id), subject));
        if (answer.verdict() instanceof Verdict.Absent) {
            return failed(subject.whole(Kind.GONE));
        }
        var shown = answer.body()
                .filter(user -> Users.id(user).equals(Optional.of(id)))
                .orElseThrow(() -> AppFailure.of(Kind.HOSTILE, Detail.NOT_UNDERSTOOD));
        var version = version(shown);
        if (known.isPresent() && !known.equals(version)) {
            return failed(Failure.of(Kind.STALE, Detail.NONE));
        }
        var whole = overlay(speech.dialect(), shown, edit);
        return exchange.write(
                // Access that ends does not wait for a version, as by PATCH.
                Ask.replace(op, routes.user(id), whole.json(), subject)
                        .onlyIf(version.filter(any -> !edit.disables())));
    }

    private Optional<String> version(Resource shown) {
        return switch (speech.dialect().protocol().versions()) {
            case USE -> shown.text(VERSION);
            case IGNORE -> Optional.empty();
        };
    }

    private static Document overlay(Dialect dialect, Resource shown, Edit edit) {
        // Both are the app's own to keep, and some refuse to be told; what is shown in place of a password would become
        // one.
        var user = Document.copy(shown)
                .remove("meta")
                .remove("groups")
                .remove(Users.PASSWORD)
                .schema(Place.CORE);
        // Where what is not named stays, null counts for not named.
        var without = dialect.writes().update() == Dialect.Update.MERGE ? Place.Without.EMPTY : Place.Without.LEFT_OUT;
        edit.attributes().forEach((name, value) -> {
            if (name.equals(Attributes.EMAIL)) {
                new Mail(dialect.writes()).putAmong(user, value);
            } else if (name.equals(Attributes.MANAGER)) {
                ReportsTo.of(dialect).put(user, value, without);
            } else {
                Place.of(name).ifPresent(place -> place.put(user, value, without));
            }
        });
        edit.externalId().ifPresent(key -> user.put(Users.EXTERNAL_ID, key));
        edit.active().ifPresent(active -> new Active(dialect.activity().type()).put(user, active));
        edit.password().ifPresent(password -> password.reveal(value -> user.put(Users.PASSWORD, value)));
        return user;
    }

    private static Written failed(Failure why) {
        return new Written.Ended(new Outcome.Failed(why));
    }
}
