package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Control;
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
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.ldap.Answer;
import dev.usher.ldap.Features;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sends one change of an entry that was just read, and tells what the answer proves. */
record EntryWrites(Line line, Entries entries, Features features) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    /** It was there a moment ago, and may be called otherwise since. */
    static final Outcome STALE = new Outcome.Failed(Failure.of(Kind.STALE, Detail.NONE));

    /** Changes values of an entry, if it is still that account. */
    Outcome modify(Op op, RemoteId id, SearchResultEntry entry, List<Modification> modifications, Delta delta) {
        var request = new ModifyRequest(entry.getDN(), modifications);
        stillThe(id).ifPresent(request::addControl);
        postRead().ifPresent(request::addControl);
        return line.<LDAPResult>write(
                op, connection -> connection.modify(request), answer -> judged(id, answer, delta));
    }

    /** Changes its name, if it is still that account. */
    Outcome rename(RemoteId id, SearchResultEntry entry, RDN rdn, Delta delta) {
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

    /** Between a look-up and a write the name may have become another entry's. */
    Optional<Control> stillThe(RemoteId id) {
        return features.assertions() ? entries.id().filter(id).map(AssertionRequestControl::new) : Optional.empty();
    }

    /** Has the answer to a change show the entry after it. */
    Optional<Control> postRead() {
        return features.postReads() ? Optional.of(new PostReadRequestControl(entries.attributes())) : Optional.empty();
    }

    /**
     * What the answer to a change proves.
     *
     * @param id of whom it was asked; empty of a new account
     */
    Outcome shown(LDAPResult result, Optional<RemoteId> id) {
        try {
            return Optional.ofNullable(PostReadResponseControl.get(result))
                    .map(PostReadResponseControl::getEntry)
                    .filter(entry -> id.isEmpty() || entries.id().isOf(entry, id.get()))
                    .flatMap(entry -> entries.account(entry))
                    .<Outcome>map(account -> new Outcome.Agreed(Optional.of(account)))
                    .orElse(ACCEPTED);
        } catch (LDAPException _) {
            return ACCEPTED;
        }
    }

    /** What is rejected are these values, as far as anybody can tell. */
    Outcome named(Answer.Refused<LDAPResult> refused, Collection<String> names) {
        var outcome = line.refused(refused);
        return outcome instanceof Outcome.Failed(Failure why) && why.kind() == Kind.REJECTED && !names.isEmpty()
                ? new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.ATTRIBUTES, String.join(", ", names)))
                : outcome;
    }
}
