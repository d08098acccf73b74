package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
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
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(
        Line line, Accounts accounts, NamesInGroups names, Template template, Features features, Clock clock) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Outcome GONE = failed(Failure.of(Kind.GONE, Detail.NONE));
    /** It was there a moment ago, and may be called otherwise since. */
    private static final Outcome STALE = failed(Failure.of(Kind.STALE, Detail.NONE));

    Outcome apply(Change.OfAccount change) {
        try {
            return switch (change) {
                case Change.Create create -> create(create.desired());
                case Change.Update update -> update(update.account(), update.delta());
                case Change.Disable disable -> activate(Op.DISABLE, disable.account(), false);
                case Change.Enable enable -> activate(Op.UPDATE, enable.account(), true);
                case Change.Delete delete -> delete(delete.account());
                case Change.EndSessions _, Change.HandOver _, Change.SetPassword _, Change.Invite _ ->
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
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(Op.CREATE, connection -> connection.add(request), answer -> switch (answer) {
            case Answer.Fine<LDAPResult>(LDAPResult result) -> shown(result, Optional.empty());
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
                named(refused, attributes.values().keySet());
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
                    ? named(refused, desired.atCreation().values().keySet())
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
            return edit.isEmpty() ? ACCEPTED : modify(Op.UPDATE, id, entry, edit.values(), delta);
        }
        var named = names.of(entry);
        var held = names.free(wanted);
        return held.isPresent() ? held.get() : called(id, delta, entry, edit, named);
    }

    /** The name first, which is what another account may have: where that is refused, nothing was done. */
    private Outcome called(RemoteId id, Delta delta, SearchResultEntry entry, Edit edit, NamesInGroups.Named before) {
        if (edit.name().isEmpty()) {
            var modified = modify(Op.UPDATE, id, entry, edit.values(), delta);
            return isDone(modified) ? followed(id, before, modified) : modified;
        }
        var renamed = rename(id, entry, edit.name().get(), delta);
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
            var modified = modify(Op.UPDATE, id, now.get(), edit.values(), delta);
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
                : modify(op, id, entry.get(), modifications, Delta.NONE);
    }

    private Outcome modify(Op op, RemoteId id, SearchResultEntry entry, List<Modification> modifications, Delta delta) {
        var request = new ModifyRequest(entry.getDN(), modifications);
        stillThe(id).ifPresent(request::addControl);
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(
                op, connection -> connection.modify(request), answer -> judged(id, answer, delta));
    }

    private Outcome rename(RemoteId id, SearchResultEntry entry, RDN rdn, Delta delta) {
        var request = new ModifyDNRequest(entry.getDN(), rdn.toString(), true);
        stillThe(id).ifPresent(request::addControl);
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(
                Op.UPDATE, connection -> connection.modifyDN(request), answer -> judged(id, answer, delta));
    }

    private Outcome judged(RemoteId id, Answer<LDAPResult> answer, Delta delta) {
        return switch (answer) {
            case Answer.Fine<LDAPResult>(LDAPResult result) -> shown(result, Optional.of(id));
            case Answer.Refused<LDAPResult> refused
            when refused.is(ResultCode.ENTRY_ALREADY_EXISTS) -> new Outcome.Exists(List.of());
            case Answer.Refused<LDAPResult> refused when refused.is(ResultCode.NO_SUCH_OBJECT) -> STALE;
            case Answer.Refused<LDAPResult> refused ->
                named(refused, delta.attributes().keySet());
        };
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
        stillThe(id).ifPresent(request::addControl);
        var outcome =
                line.<LDAPResult>write(Op.DELETE, connection -> connection.delete(request), answer -> switch (answer) {
                    case Answer.Fine<LDAPResult> _ -> new Outcome.Agreed(Optional.empty());
                    case Answer.Refused<LDAPResult> refused when refused.is(ResultCode.NO_SUCH_OBJECT) -> STALE;
                    case Answer.Refused<LDAPResult> refused -> line.refused(refused);
                });
        return left.touched() ? opened(outcome) : outcome;
    }

    /** Between a look-up and a write the name may have become another entry's. */
    private Optional<Control> stillThe(RemoteId id) {
        return features.assertions() ? entries().id().filter(id).map(AssertionRequestControl::new) : Optional.empty();
    }

    private Optional<Control> postRead() {
        return features.postReads()
                ? Optional.of(new PostReadRequestControl(entries().attributes()))
                : Optional.empty();
    }

    /**
     * What the answer to a change proves.
     *
     * @param id of whom it was asked; empty of a new account
     */
    private Outcome shown(LDAPResult result, Optional<RemoteId> id) {
        try {
            return Optional.ofNullable(PostReadResponseControl.get(result))
                    .map(PostReadResponseControl::getEntry)
                    .filter(entry -> id.isEmpty() || entries().id().isOf(entry, id.get()))
                    .flatMap(entry -> entries().account(entry))
                    .<Outcome>map(account -> new Outcome.Agreed(Optional.of(account)))
                    .orElse(ACCEPTED);
        } catch (LDAPException _) {
            return ACCEPTED;
        }
    }

    /** What is rejected are these values, as far as anybody can tell. */
    private Outcome named(Answer.Refused<LDAPResult> refused, Collection<String> names) {
        var outcome = line.refused(refused);
        return outcome instanceof Outcome.Failed(Failure why) && why.kind() == Kind.REJECTED && !names.isEmpty()
                ? failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, String.join(", ", names)))
                : outcome;
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
