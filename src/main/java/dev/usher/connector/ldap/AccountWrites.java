package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
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
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes one account, and tells what the answer proves. */
record AccountWrites(
        Line line, Accounts accounts, GroupWrites groups, Template template, Features features, Clock clock) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Outcome GONE = failed(Failure.of(Kind.GONE, Detail.NONE));

    Outcome apply(Change.OfAccount change) {
        try {
            return switch (change) {
                case Change.Create create -> create(create.desired());
                case Change.Update update -> update(update.account(), update.delta());
                case Change.Disable disable -> activate(Op.DISABLE, disable.account(), false);
                case Change.Enable enable -> activate(Op.UPDATE, enable.account(), true);
                case Change.Delete delete -> delete(delete.account());
                case Change.EndSessions _, Change.HandOver _ -> failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
            };
        } catch (AppFailure e) {
            // Nothing was sent but reads.
            return failed(e.failure());
        }
    }

    private Outcome create(Desired desired) {
        var attributes = desired.atCreation();
        var unknown = unknown(attributes.values().keySet());
        if (!unknown.isEmpty()) {
            return unsupported(unknown);
        }
        var dn = template.dn(desired, entries().base());
        if (dn.isEmpty()) {
            return failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, template.source()));
        }
        var request = new AddRequest(dn.get(), entries().draft(desired, template));
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(Op.CREATE, connection -> connection.add(request), answer -> switch (answer) {
            case Answer.Fine<LDAPResult>(LDAPResult result) -> shown(result);
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

    /** The name first, which is what another account may have: where that is refused, nothing was done. */
    private Outcome update(RemoteId id, Delta delta, SearchResultEntry entry) throws AppFailure {
        var rdn = newName(delta, entry);
        var modifications = modifications(delta, entry);
        if (rdn.isEmpty()) {
            return modifications.isEmpty() ? ACCEPTED : modify(Op.UPDATE, id, entry, modifications, delta);
        }
        var before = groups.groups().memberName(entry);
        var named = before.isPresent() ? groups.groups().naming(before.get()) : List.<String>of();
        var renamed = rename(id, entry, rdn.get(), delta);
        return renamed instanceof Outcome.Agreed || renamed.equals(ACCEPTED)
                ? halfway(id, modifications, delta, named, before, renamed)
                : renamed;
    }

    /** It is called otherwise already, so that whatever goes wrong now leaves something done. */
    private Outcome halfway(
            RemoteId id,
            List<Modification> modifications,
            Delta delta,
            List<String> named,
            Optional<String> before,
            Outcome renamed) {
        try {
            if (modifications.isEmpty() && named.isEmpty()) {
                return renamed;
            }
            var now = accounts.entry(id);
            if (now.isEmpty()) {
                return open(Failure.of(Kind.GONE, Detail.NONE));
            }
            var after = groups.groups().memberName(now.get());
            var left = named.isEmpty() || after.equals(before)
                    ? Optional.<Outcome>empty()
                    : groups.follow(named, before.orElseThrow(), after);
            if (left.isPresent()) {
                return opened(left.get());
            }
            return modifications.isEmpty() ? renamed : opened(modify(Op.UPDATE, id, now.get(), modifications, delta));
        } catch (AppFailure e) {
            return open(e.failure());
        }
    }

    private Outcome opened(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Failure why) ? open(why) : outcome;
    }

    private Outcome open(Failure why) {
        return new Outcome.Ambiguous(why, clock.instant());
    }

    private Optional<RDN> newName(Delta delta, SearchResultEntry entry) throws AppFailure {
        var isOfKey = template.source().equals(Attributes.EXTERNAL_ID);
        var value = isOfKey
                ? delta.externalId()
                : Optional.ofNullable(delta.attributes().get(template.source())).flatMap(text -> text);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            var before = Optional.ofNullable(entry.getRDN());
            var after = new RDN(template.type(), value.get());
            // An entry that somebody called otherwise keeps its kind of name.
            return before.filter(rdn -> rdn.hasAttribute(template.type()) && !rdn.isMultiValued() && !rdn.equals(after))
                    .map(_ -> after);
        } catch (LDAPException _) {
            throw Results.notUnderstood();
        }
    }

    private List<Modification> modifications(Delta delta, SearchResultEntry entry) throws AppFailure {
        var modifications = new ArrayList<Modification>();
        for (var change : delta.attributes().entrySet()) {
            var place = entries().naming().place(change.getKey());
            if (!isOfName(entry, place)) {
                modifications.add(replace(place, change.getValue()));
            }
        }
        delta.externalId()
                .filter(_ -> !isOfNameQuietly(entry, entries().naming().key()))
                .ifPresent(key -> modifications.add(replace(entries().naming().key(), Optional.of(key))));
        if (delta.enable()) {
            modifications.addAll(entries().flavour().modifications(entry, true));
        }
        return modifications;
    }

    private static Modification replace(String place, Optional<String> value) {
        return value.map(text -> new Modification(ModificationType.REPLACE, place, text))
                .orElseGet(() -> new Modification(ModificationType.REPLACE, place));
    }

    private static boolean isOfName(SearchResultEntry entry, String place) throws AppFailure {
        try {
            return Optional.ofNullable(entry.getRDN())
                    .filter(rdn -> rdn.hasAttribute(place))
                    .isPresent();
        } catch (LDAPException _) {
            throw Results.notUnderstood();
        }
    }

    private static boolean isOfNameQuietly(SearchResultEntry entry, String place) {
        try {
            return isOfName(entry, place);
        } catch (AppFailure _) {
            return false;
        }
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
        return line.<LDAPResult>write(op, connection -> connection.modify(request), answer -> judged(answer, delta));
    }

    private Outcome rename(RemoteId id, SearchResultEntry entry, RDN rdn, Delta delta) {
        var request = new ModifyDNRequest(entry.getDN(), rdn.toString(), true);
        stillThe(id).ifPresent(request::addControl);
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(
                Op.UPDATE, connection -> connection.modifyDN(request), answer -> judged(answer, delta));
    }

    private Outcome judged(Answer<LDAPResult> answer, Delta delta) {
        return switch (answer) {
            case Answer.Fine<LDAPResult>(LDAPResult result) -> shown(result);
            case Answer.Refused<LDAPResult> refused
            when refused.is(ResultCode.ENTRY_ALREADY_EXISTS) -> new Outcome.Exists(List.of());
            case Answer.Refused<LDAPResult> refused ->
                named(refused, delta.attributes().keySet());
        };
    }

    private Outcome delete(RemoteId id) throws AppFailure {
        var entry = accounts.entry(id);
        if (entry.isEmpty()) {
            return new Outcome.Agreed(Optional.empty());
        }
        var name = groups.groups().memberName(entry.get());
        var named = name.isPresent() ? groups.groups().naming(name.get()) : List.<String>of();
        var left = named.isEmpty()
                ? Optional.<Outcome>empty()
                : groups.follow(named, name.orElseThrow(), Optional.empty());
        if (left.isPresent()) {
            return opened(left.get());
        }
        var request = new DeleteRequest(entry.get().getDN());
        stillThe(id).ifPresent(request::addControl);
        return line.<LDAPResult>write(Op.DELETE, connection -> connection.delete(request), answer -> switch (answer) {
            case Answer.Fine<LDAPResult> _ -> new Outcome.Agreed(Optional.empty());
            // It may be called otherwise since it was read.
            case Answer.Refused<LDAPResult> refused
            when refused.is(ResultCode.NO_SUCH_OBJECT) -> failed(Failure.of(Kind.STALE, Detail.NONE));
            case Answer.Refused<LDAPResult> refused -> line.refused(refused);
        });
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

    private Outcome shown(LDAPResult result) {
        try {
            return Optional.ofNullable(PostReadResponseControl.get(result))
                    .flatMap(control -> entries().account(control.getEntry()))
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
                .filter(name -> !entries().naming().isWritable(name)
                        || entries()
                                .naming()
                                .place(name)
                                .equalsIgnoreCase(entries().flavour().attribute()))
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
