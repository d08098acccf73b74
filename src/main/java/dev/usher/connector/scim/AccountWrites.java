package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
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
                case Change.Enable enable -> activate(Op.UPDATE, enable.account(), true);
                case Change.Delete delete -> delete(delete.account());
                case Change.EndSessions sessions -> failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
            };
        } catch (AppFailure e) {
            // The id cannot be addressed: nothing was sent.
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
                : outcome(ask, Optional.empty(), written);
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
        var delta = update.delta();
        var unknown = Users.unknown(delta.attributes().keySet());
        if (!unknown.isEmpty()) {
            return failed(Subject.attributes(unknown).failure(Kind.UNSUPPORTED));
        }
        if (delta.isEmpty()) {
            return ACCEPTED;
        }
        var ask = ask(update, Users.Email.REPLACED);
        var written = exchange.write(ask);
        if (written.means(Verdict.NoTarget.class) && delta.attributes().containsKey(Attributes.EMAIL)) {
            // Nothing was done, since there is no work e-mail to replace or to remove: it is added, or as it should be.
            if (users.patch(delta, Users.Email.ADDED).isEmpty()) {
                return ACCEPTED;
            }
            ask = ask(update, Users.Email.ADDED);
            written = exchange.write(ask);
        }
        return written.means(Verdict.Conflict.class) && isKeyed(delta)
                ? new Outcome.Exists(List.of())
                : outcome(ask, Optional.of(update.account()), written);
    }

    private Ask ask(Change.Update update, Users.Email email) throws AppFailure {
        var subject = Subject.attributes(Users.names(update.delta()));
        var version = update.version().filter(any -> users.versions());
        return Ask.change(Op.UPDATE, routes.user(update.account()), users.patch(update.delta(), email), subject)
                .onlyIf(version);
    }

    /** Whether it sets what no two accounts may share, so that a conflict is most likely about that. */
    private static boolean isKeyed(Delta delta) {
        return delta.attributes().containsKey(Attributes.USER_NAME)
                || delta.externalId().isPresent();
    }

    private Outcome activate(Op op, RemoteId id, boolean active) throws AppFailure {
        var ask = Ask.change(op, routes.user(id), users.patch(active), Subject.attributes(List.of(Users.ACTIVE)));
        return outcome(ask, Optional.of(id), exchange.write(ask));
    }

    private Outcome disable(RemoteId id) throws AppFailure {
        return switch (users.dialect().activity().via()) {
            case PATCH -> activate(Op.DISABLE, id, false);
            case DELETE -> delete(Op.DISABLE, id);
        };
    }

    private Outcome delete(RemoteId id) throws AppFailure {
        return switch (users.dialect().activity().deletion()) {
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

    private Outcome outcome(Ask ask, Optional<RemoteId> meant, Written written) {
        return switch (written) {
            case Written.Ended(Outcome outcome) -> outcome;
            case Written.Answered(Answer answer) ->
                switch (answer.verdict()) {
                    case Verdict.Fine _, Verdict.Absent _ -> shown(answer, meant);
                    case Verdict.NoTarget _ -> failed(ask.subject().failure(Kind.REJECTED));
                    case Verdict.Conflict(boolean taken) ->
                        failed(taken ? ask.subject().failure(Kind.REJECTED) : Failure.of(Kind.STALE, Detail.NONE));
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

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }
}
