package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.List;
import java.util.Optional;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(Exchange exchange, Routes routes, Users users, Accounts accounts) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();

    Outcome apply(Change.OfAccount change) {
        try {
            return switch (change) {
                case Change.Create create -> create(create);
                case Change.Update update -> update(update);
                case Change.Disable disable -> disable(disable.account());
                case Change.Enable enable -> edit(Op.UPDATE, enable.account(), Edit.active(true), Optional.empty());
                case Change.Delete delete -> delete(delete.account());
                case Change.EndSessions sessions -> failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
            };
        } catch (AppFailure e) {
            // Nothing was sent but reads: the id cannot be addressed, or the account could not be read.
            return failed(e.failure());
        }
    }

    private Outcome create(Change.Create create) {
        var desired = create.desired();
        var names = desired.atCreation().values().keySet();
        var unknown = Users.unknown(names);
        if (!unknown.isEmpty()) {
            return failed(Subject.attributes(unknown).failure(Kind.UNSUPPORTED));
        }
        var ask = Ask.create(Op.CREATE, routes.users(), users.draft(desired), Subject.attributes(names));
        var written = exchange.write(ask);
        return written.means(Verdict.Conflict.class)
                ? exists(List.of(
                        new Scope.Key.ExternalId(desired.identity().externalId()),
                        new Scope.Key.UserName(desired.attributes().userName())))
                : outcome(ask.subject(), Optional.empty(), written);
    }

    /** That it was refused is certain; who is in the way has to be looked up, and may be hidden. */
    private Outcome exists(List<Scope.Key> keys) {
        try {
            return new Outcome.Exists(List.copyOf(accounts.find(keys)));
        } catch (AppFailure e) {
            return e.failure().kind().scope() == Kind.Scope.APP ? failed(e.failure()) : new Outcome.Exists(List.of());
        }
    }

    private Outcome update(Change.Update update) throws AppFailure {
        var unknown = Users.unknown(update.delta().attributes().keySet());
        if (!unknown.isEmpty()) {
            return failed(Subject.attributes(unknown).failure(Kind.UNSUPPORTED));
        }
        var edit = Edit.of(update.delta());
        return edit.isEmpty() ? ACCEPTED : edit(Op.UPDATE, update.account(), edit, update.version());
    }

    private Outcome edit(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        var written = switch (speech().dialect().writes().update()) {
            case PATCH -> patch(op, id, edit, version);
            case PUT, MERGE -> wakes(edit) ? patch(op, id, edit, version) : putOrActivate(op, id, edit, version);
        };
        return written.means(Verdict.Conflict.class) && edit.isKeyed()
                ? new Outcome.Exists(List.of())
                : outcome(Subject.attributes(edit.names()), Optional.of(id), written);
    }

    /** An app that knows no PATCH, whatever it says of itself, is asked by PUT: access has to end everywhere. */
    private Written patch(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        var sent = speech().dialect();
        var written = new UserPatch(exchange, routes, speech()).send(op, id, edit, version.filter(this::isUsed));
        if (!written.isUnsupported() || wakes(edit) || sent.writes().update() != Dialect.Update.PATCH) {
            return written;
        }
        var trial = speech().tries(Setting.USERS_UPDATE, Dialect.Update.PUT, sent);
        if (trial == Speech.Trial.NONE) {
            return written;
        }
        var again = put(op, id, edit, version);
        if (again.isUnsupported()) {
            speech().givesUp(Setting.USERS_UPDATE, trial);
        }
        return again;
    }

    /** Whether it enables an account that cannot be read before, so that there is nothing to send back. */
    private boolean wakes(Edit edit) {
        return edit.isOnlyOfActivity()
                && edit.active().equals(Optional.of(true))
                && speech().dialect().activity().disabled() == Dialect.DisabledAre.HIDDEN;
    }

    /** Values first, where an app takes both apart: nobody gets in as somebody else. */
    private Written putOrActivate(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        if (speech().dialect().activity().via() != Dialect.ActiveVia.PATCH
                || edit.active().isEmpty()) {
            return put(op, id, edit, version);
        }
        var values = edit.withoutActivity();
        var written = values.isEmpty() ? Optional.<Written>empty() : Optional.of(put(op, id, values, version));
        return written.filter(put -> !put.means(Verdict.Fine.class)).isPresent()
                ? written.get()
                : patch(op, id, Edit.active(edit.active().get()), Optional.empty());
    }

    private Written put(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        return new UserPut(exchange, routes, speech()).send(op, id, edit, version.filter(this::isUsed));
    }

    private boolean isUsed(String version) {
        return users.versions();
    }

    private Outcome disable(RemoteId id) throws AppFailure {
        return switch (speech().dialect().activity().via()) {
            case UPDATE, PATCH -> edit(Op.DISABLE, id, Edit.active(false), Optional.empty());
            case DELETE -> delete(Op.DISABLE, id);
        };
    }

    private Outcome delete(RemoteId id) throws AppFailure {
        return switch (speech().dialect().activity().deletion()) {
            case HARD -> delete(Op.DELETE, id);
            case FORBIDDEN -> failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
        };
    }

    /** Whoever answers 404 may know nothing of accounts, so that a deletion is always to be read. */
    private Outcome delete(Op op, RemoteId id) throws AppFailure {
        return exchange.write(Ask.delete(op, routes.user(id))) instanceof Written.Ended(Outcome outcome)
                ? outcome
                : ACCEPTED;
    }

    private Outcome outcome(Subject subject, Optional<RemoteId> meant, Written written) {
        return switch (written) {
            case Written.Ended(Outcome outcome) -> outcome;
            case Written.Answered(Answer answer) ->
                switch (answer.verdict()) {
                    case Verdict.Fine _, Verdict.Absent _ -> shown(answer, meant);
                    case Verdict.Refused(var _, Failure why) -> failed(why);
                    case Verdict.Conflict(boolean taken) ->
                        failed(taken ? subject.failure(Kind.REJECTED) : Failure.of(Kind.STALE, Detail.NONE));
                };
        };
    }

    /** An answer proves something if it shows the whole account, and the one that was meant. */
    private Outcome shown(Answer answer, Optional<RemoteId> meant) {
        var account = answer.body()
                .flatMap(users::whole)
                .filter(shown -> meant.isEmpty() || meant.get().equals(shown.id()));
        return account.isPresent() ? new Outcome.Agreed(account) : ACCEPTED;
    }

    private Speech speech() {
        return users.speech();
    }

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }
}
