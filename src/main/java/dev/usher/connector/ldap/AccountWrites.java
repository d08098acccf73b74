package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.ldap.Answer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(
        Line line,
        Accounts accounts,
        NamesInGroups names,
        Template template,
        EntryWrites writes,
        Passwords passwords,
        Clock clock) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Outcome GONE = failed(Failure.of(Kind.GONE, Detail.NONE));

    Outcome apply(Change.OfAccount change) {
        try {
            return switch (change) {
                // An account that is made without what it was to be made with would be taken for one that has it.
                case Change.Create create
                when create.password().isPresent() -> failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
                case Change.Create create -> create(create.desired());
                case Change.Update update -> update(update.account(), update.delta());
                case Change.Disable disable -> activate(Op.DISABLE, disable.account(), false);
                case Change.Enable enable -> activate(Op.UPDATE, enable.account(), true);
                case Change.Delete delete -> delete(delete.account());
                case Change.SetPassword set -> passwords.set(set.account(), set.password());
                case Change.EndSessions _, Change.HandOver _, Change.Invite _ ->
                    failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
            };
        } catch (AppFailure e) {
            // Nothing was sent but reads.
            return failed(e.failure());
        }
    }

    private Outcome create(Desired desired) throws AppFailure {
        var attributes = desired.atCreation();
        var unknown = unknown(attributes.values().keySet());
        if (!unknown.isEmpty()) {
            return unsupported(unknown);
        }
        var dn = template.dn(desired, entries().base());
        if (dn.isEmpty()) {
            return failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, template.source()));
        }
        var held = names.free(names.ofNew(dn.get(), desired.attributes().userName()));
        if (held.isPresent()) {
            return held.get();
        }
        var request = new AddRequest(dn.get(), entries().draft(desired, template));
        writes.postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(Op.CREATE, connection -> connection.add(request), answer -> switch (answer) {
            case Answer.Fine<LDAPResult>(LDAPResult result) -> writes.shown(result, Optional.empty());
            // The unit above it.
            case Answer.Refused<LDAPResult> refused
            when refused.is(ResultCode.NO_SUCH_OBJECT) ->
                failed(Results.of(ResultCode.NO_SUCH_OBJECT, Results.Intent.READ)
                        .failure());
            case Answer.Refused<LDAPResult> refused
            when refused.is(
                    ResultCode.ENTRY_ALREADY_EXISTS,
                    ResultCode.CONSTRAINT_VIOLATION,
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS) -> inTheWay(desired, refused);
            case Answer.Refused<LDAPResult> refused ->
                writes.named(refused, attributes.values().keySet());
        });
    }

    /** That it was refused is certain; whether somebody is in the way has to be looked up. */
    private Outcome inTheWay(Desired desired, Answer.Refused<LDAPResult> refused) {
        try {
            var keys = List.<Scope.Key>of(
                    new Scope.Key.ExternalId(desired.identity().externalId()),
                    new Scope.Key.UserName(desired.attributes().userName()));
            var found = accounts.find(keys);
            return found.isEmpty() && !refused.is(ResultCode.ENTRY_ALREADY_EXISTS)
                    ? writes.named(refused, desired.atCreation().values().keySet())
                    : new Outcome.Exists(found);
        } catch (AppFailure e) {
            return failed(e.failure());
        }
    }

    private Outcome update(RemoteId id, Delta delta) throws AppFailure {
        var unknown = unknown(delta.attributes().keySet());
        if (!unknown.isEmpty()) {
            return unsupported(unknown);
        }
        if (delta.isEmpty()) {
            return ACCEPTED;
        }
        var found = accounts.entry(id);
        return found.isEmpty() ? GONE : update(id, delta, found.get());
    }

    private Outcome update(RemoteId id, Delta delta, SearchResultEntry entry) throws AppFailure {
        var edit = Edit.of(delta, entry, entries(), template);
        if (!edit.impossible().isEmpty()) {
            return unsupported(edit.impossible());
        }
        var wanted = names.ofChanged(entry, edit, delta);
        if (wanted.isEmpty() && edit.name().isEmpty()) {
            return edit.isEmpty() ? ACCEPTED : writes.modify(Op.UPDATE, id, entry, edit.values(), delta);
        }
        var named = names.of(entry);
        var held = names.free(wanted);
        return held.isPresent() ? held.get() : called(id, delta, entry, edit, named);
    }

    /** The name first, which is what another account may have: where that is refused, nothing was done. */
    private Outcome called(RemoteId id, Delta delta, SearchResultEntry entry, Edit edit, NamesInGroups.Named before) {
        if (edit.name().isEmpty()) {
            var modified = writes.modify(Op.UPDATE, id, entry, edit.values(), delta);
            return isDone(modified) ? followed(id, before, modified) : modified;
        }
        var renamed = writes.rename(id, entry, edit.name().get(), delta);
        if (!isDone(renamed)) {
            return renamed;
        }
        var followed = followed(id, before, renamed);
        return edit.values().isEmpty() || !isDone(followed) ? followed : halfway(id, delta, edit, before);
    }

    /** It is called otherwise already, so that whatever goes wrong now leaves something done. */
    private Outcome halfway(RemoteId id, Delta delta, Edit edit, NamesInGroups.Named before) {
        try {
            var now = accounts.entry(id);
            if (now.isEmpty()) {
                return open(Failure.of(Kind.GONE, Detail.NONE));
            }
            var modified = writes.modify(Op.UPDATE, id, now.get(), edit.values(), delta);
            if (!isDone(modified)) {
                return opened(modified);
            }
            return names.areValues() ? followed(id, before, modified) : modified;
        } catch (AppFailure e) {
            return open(e.failure());
        }
    }

    /** Has its groups name it as it is called now, after a step that was done. */
    private Outcome followed(RemoteId id, NamesInGroups.Named before, Outcome done) {
        if (before.groups().isEmpty()) {
            return done;
        }
        try {
            var now = accounts.entry(id);
            return now.isEmpty()
                    ? open(Failure.of(Kind.GONE, Detail.NONE))
                    : names.follow(before, now.get()).map(this::opened).orElse(done);
        } catch (AppFailure e) {
            return open(e.failure());
        }
    }

    private static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Agreed || outcome.equals(ACCEPTED);
    }

    private Outcome opened(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Failure why) ? open(why) : outcome;
    }

    private Outcome open(Failure why) {
        return new Outcome.Ambiguous(why, clock.instant());
    }

    private Outcome activate(Op op, RemoteId id, boolean active) throws AppFailure {
        var entry = accounts.entry(id);
        if (entry.isEmpty()) {
            return GONE;
        }
        var modifications = entries().flavour().modifications(entry.get(), active);
        return modifications.isEmpty()
                ? new Outcome.Agreed(Optional.of(accounts.account(entry.get())))
                : writes.modify(op, id, entry.get(), modifications, Delta.NONE);
    }

    private Outcome delete(RemoteId id) throws AppFailure {
        var entry = accounts.entry(id);
        if (entry.isEmpty()) {
            return new Outcome.Agreed(Optional.empty());
        }
        var left = names.leave(names.of(entry.get()));
        if (left.stopped().isPresent()) {
            return left.touched()
                    ? opened(left.stopped().get())
                    : left.stopped().get();
        }
        var request = new DeleteRequest(entry.get().getDN());
        writes.stillThe(id).ifPresent(request::addControl);
        var outcome =
                line.<LDAPResult>write(Op.DELETE, connection -> connection.delete(request), answer -> switch (answer) {
                    case Answer.Fine<LDAPResult> _ -> new Outcome.Agreed(Optional.empty());
                    case Answer.Refused<LDAPResult> refused
                    when refused.is(ResultCode.NO_SUCH_OBJECT) -> EntryWrites.STALE;
                    case Answer.Refused<LDAPResult> refused -> line.refused(refused);
                });
        return left.touched() ? opened(outcome) : outcome;
    }

    private List<String> unknown(Collection<String> names) {
        return names.stream()
                .filter(name -> !entries().naming().isWritable(name))
                .toList();
    }

    private static Outcome unsupported(List<String> names) {
        return failed(Failure.of(Kind.UNSUPPORTED, Detail.ATTRIBUTES, String.join(", ", names)));
    }

    private Entries entries() {
        return accounts.entries();
    }

    private static Outcome failed(Failure failure) {
        return new Outcome.Failed(failure);
    }
}
