package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.scim.ScimError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(
        Exchange exchange, Routes routes, Users users, Accounts accounts, LookUps lookUps, Declared declared) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Set<ScimError.Type> OF_POLICY = Set.of(ScimError.Type.INVALID_VALUE);

    Outcome apply(Change.OfAccount change) {
        try {
            return switch (change) {
                case Change.Create create -> create(create);
                case Change.Update update -> update(update);
                case Change.Disable disable -> disable(disable.account());
                case Change.Enable enable -> edit(Op.UPDATE, enable.account(), Edit.active(true), Optional.empty());
                case Change.Delete delete -> delete(delete.account());
                case Change.EndSessions sessions -> end(sessions);
                case Change.HandOver over -> ask(Op.HAND_OVER, declared.handover(), over);
                case Change.SetPassword set -> setPassword(set);
                case Change.Invite invite -> ask(Op.INVITE, declared.invitation(), invite);
            };
        } catch (AppFailure e) {
            // Nothing was sent but reads: the id cannot be addressed, or the account could not be read.
            return failed(e.failure());
        }
    }

    private Outcome end(Change.EndSessions change) throws AppFailure {
        return declared.ending().isPresent()
                ? exchange.send(Op.END_SESSIONS, declared.ending().get(), Optional.empty(), change)
                : unsupported();
    }

    private Outcome ask(Op op, Optional<Errand> errand, Change.Naming change) throws AppFailure {
        if (errand.isEmpty()) {
            return unsupported();
        }
        var lacking = errand.get().lacking();
        if (lacking.isPresent()) {
            // It says nothing of the credentials of the app.
            var names = lacking.get().names().toArray(String[]::new);
            return failed(Failure.of(Kind.REJECTED, lacking.get().detail(), names));
        }
        return exchange.send(op, errand.get().request(), errand.get().own(), change);
    }

    private Outcome create(Change.Create create) {
        var password = create.password().map(Change.NewPassword::value);
        if (create.password().filter(one -> !isTaken(one)).isPresent()) {
            return unsupported();
        }
        var desired = create.desired();
        var names = desired.atCreation().values().keySet();
        var unknown = users.unknown(names);
        if (!unknown.isEmpty()) {
            return failed(Subject.attributes(unknown).failure(Kind.UNSUPPORTED));
        }
        var ask = Ask.create(Op.CREATE, routes.users(), users.draft(desired, password), subject(names, password));
        var written = exchange.write(ask);
        return written.means(Verdict.Conflict.class)
                ? exists(desired)
                : outcome(ask.subject(), shown -> isOf(desired, shown), written);
    }

    private static Subject subject(Collection<String> names, Optional<Sensitive> password) {
        var sent = new ArrayList<>(names);
        password.ifPresent(any -> sent.add(Users.PASSWORD));
        return Subject.attributes(sent);
    }

    private boolean isTaken(Change.NewPassword password) {
        return declared.passwords() && !password.mustChange();
    }

    /** It is a value like any other, but that no answer shows whether it is there. */
    private Outcome setPassword(Change.SetPassword change) throws AppFailure {
        if (!isTaken(change.password())) {
            return unsupported();
        }
        var edit = Edit.password(change.password().value());
        var written = change(Op.SET_PASSWORD, change.account(), edit, Optional.empty());
        return written.isRefusedFor(OF_POLICY)
                ? failed(Failure.of(Kind.REJECTED, Detail.PASSWORD_POLICY))
                : outcome(Subject.attributes(edit.names()), shown -> shown.id().equals(change.account()), written);
    }

    /** Whatever an app shows instead, say the account of its owner, is not taken for the one that was created. */
    private static boolean isOf(Desired desired, Account shown) {
        return shown.externalId()
                .map(desired.identity().externalId()::equals)
                .orElseGet(() -> shown.attributes()
                        .userName()
                        .equalsIgnoreCase(desired.attributes().userName()));
    }

    /** That it was refused is certain; who is in the way has to be looked up, and may be hidden. */
    private Outcome exists(Desired desired) {
        var finding = speech().dialect().finding();
        try {
            return new Outcome.Exists(List.copyOf(new Rivals(routes, accounts, lookUps, finding).of(desired)));
        } catch (AppFailure e) {
            return e.failure().kind().scope() == Kind.Scope.APP ? failed(e.failure()) : new Outcome.Exists(List.of());
        }
    }

    private Outcome update(Change.Update update) throws AppFailure {
        var unknown = users.unknown(update.delta().attributes().keySet());
        if (!unknown.isEmpty()) {
            return failed(Subject.attributes(unknown).failure(Kind.UNSUPPORTED));
        }
        var edit = Edit.of(update.delta());
        return edit.isEmpty() ? ACCEPTED : edit(Op.UPDATE, update.account(), edit, update.version());
    }

    private Outcome edit(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        var written = edit.enables() && speech().dialect().activity().disabled() != Dialect.DisabledAre.SHOWN
                ? wake(op, id, edit)
                : change(op, id, edit, version);
        return written.means(Verdict.Conflict.class) && edit.isKeyed()
                ? new Outcome.Exists(List.of())
                : outcome(Subject.attributes(edit.names()), shown -> shown.id().equals(id), written);
    }

    /** What such an account shows is not to be sent back, so that it is enabled alone, by PATCH. */
    private Written wake(Op op, RemoteId id, Edit edit) throws AppFailure {
        var written = byPatch(op, id, Edit.active(true), Optional.empty());
        if (written.isGone()) {
            // Whoever answers so may know nothing of accounts.
            accounts.ping();
        }
        var values = edit.withoutActivity();
        return values.isEmpty() || !written.means(Verdict.Fine.class)
                ? written
                : change(op, id, values, Optional.empty());
    }

    /** Where the app does not know one way to change accounts, whatever it says of itself, the other one is tried: access has to end everywhere. */
    private Written change(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        var sent = speech().dialect();
        var way = sent.writes().update();
        var written = by(way, op, id, edit, version);
        var isRefused =
                way == Dialect.Update.PATCH ? written.isUnsupported() : written.isUnsupported() || isRefused(written);
        if (!isRefused) {
            return written;
        }
        var otherWay = way == Dialect.Update.PATCH ? Dialect.Update.PUT : Dialect.Update.PATCH;
        var other = speech().otherwise(Setting.USERS_UPDATE, otherWay, sent);
        if (other.isEmpty() || other.get().writes().update() == way) {
            return written;
        }
        var again = by(other.get().writes().update(), op, id, edit, version);
        if (again.isUnsupported() || isRefused(again)) {
            speech().isRefusedBoth(Setting.USERS_UPDATE);
            return written;
        }
        if (again.means(Verdict.Fine.class)) {
            speech().learns(Setting.USERS_UPDATE, other.get().writes().update());
        }
        return again;
    }

    private static boolean isRefused(Written written) {
        return written.means(Verdict.Refused.class);
    }

    private Written by(Dialect.Update way, Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        return switch (way) {
            case PATCH -> byPatch(op, id, edit, version);
            case PUT, MERGE -> putOrActivate(op, id, edit, version);
        };
    }

    private Written byPatch(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        return new UserPatch(exchange, routes, speech()).send(op, id, edit, version.filter(this::isUsed));
    }

    /** Values first, where an app takes both apart: nobody gets in as somebody else. */
    private Written putOrActivate(Op op, RemoteId id, Edit edit, Optional<String> version) throws AppFailure {
        if (speech().dialect().activity().via() != Dialect.ActiveVia.PATCH
                || edit.active().isEmpty()) {
            return put(op, id, edit, version);
        }
        var values = edit.withoutActivity();
        var written = values.isEmpty() ? Optional.<Written>empty() : Optional.of(put(op, id, values, version));
        if (written.filter(put -> !put.means(Verdict.Fine.class)).isPresent()) {
            return written.get();
        }
        var activated = byPatch(op, id, Edit.active(edit.active().get()), Optional.empty());
        return activated.isUnsupported() ? put(op, id, edit, Optional.empty()) : activated;
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
        var activity = speech().dialect().activity();
        // An app whose DELETE disables has nothing that deletes.
        return activity.via() == Dialect.ActiveVia.DELETE || activity.deletion() == Dialect.Deletion.FORBIDDEN
                ? unsupported()
                : delete(Op.DELETE, id);
    }

    /** Whoever answers 404 may know nothing of accounts, so that a deletion is always to be read. */
    private Outcome delete(Op op, RemoteId id) throws AppFailure {
        return exchange.write(Ask.delete(op, routes.user(id))) instanceof Written.Ended(Outcome outcome)
                ? outcome
                : ACCEPTED;
    }

    private Outcome outcome(Subject subject, Predicate<Account> meant, Written written) {
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
    private Outcome shown(Answer answer, Predicate<Account> meant) {
        var account = answer.body().flatMap(users::whole).filter(meant);
        return account.isPresent() ? new Outcome.Agreed(account) : ACCEPTED;
    }

    private Speech speech() {
        return users.speech();
    }

    private static Outcome unsupported() {
        return failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
    }

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }
}
