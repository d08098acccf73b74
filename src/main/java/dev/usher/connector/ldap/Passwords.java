package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import dev.usher.ldap.Answer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives accounts other passwords, and leaves them as open as they were.
 *
 * <p>By an operation of its own (RFC 3062) where the directory has it, so that it is kept as the directory keeps passwords; as a value
 * elsewhere.
 */
record Passwords(Line line, Accounts accounts, EntryWrites writes, Set<FirstAccess> offered, Clock clock) {
    private static final Outcome ACCEPTED = new Outcome.Accepted();

    Passwords {
        offered = Set.copyOf(offered);
    }

    Outcome set(RemoteId id, NewPassword password) throws AppFailure {
        if (!offered.contains(password.mustChange() ? FirstAccess.PASSWORD_TO_CHANGE : FirstAccess.PASSWORD)) {
            return failed(Failure.of(Kind.UNSUPPORTED, Detail.NONE));
        }
        var found = accounts.entry(id);
        if (found.isEmpty()) {
            return failed(Failure.of(Kind.GONE, Detail.NONE));
        }
        var entry = found.get();
        var set = writes.features().setsPasswords() && !flavour().isActiveDirectory()
                ? byOperation(id, entry, password)
                : byValue(id, entry, password);
        return flavour().isActive(entry) ? set : shut(id, set);
    }

    /** A second request says what this one cannot: an account that it opened is shut even where nobody knows whether it did. */
    private Outcome byOperation(RemoteId id, SearchResultEntry entry, NewPassword password) {
        var controls = explained().stream().toArray(Control[]::new);
        var set = line.<LDAPResult>write(
                Op.SET_PASSWORD,
                connection -> password.value()
                        .reveal(value -> new Sent(connection, value))
                        .byOperation(entry.getDN(), controls),
                this::judged);
        var rest = new ArrayList<>(flavour().shutAgain(entry));
        if (set instanceof Outcome.Ambiguous) {
            if (!rest.isEmpty()) {
                writes.modify(Op.SET_PASSWORD, id, entry, rest, Delta.NONE);
            }
            return set;
        }
        toBeChanged(password).ifPresent(rest::add);
        return rest.isEmpty() || set instanceof Outcome.Failed
                ? set
                : opened(writes.modify(Op.SET_PASSWORD, id, entry, rest, Delta.NONE));
    }

    private Outcome byValue(RemoteId id, SearchResultEntry entry, NewPassword password) {
        var controls = new ArrayList<Control>();
        writes.stillThe(id).ifPresent(controls::add);
        explained().ifPresent(controls::add);
        return line.<LDAPResult>write(
                Op.SET_PASSWORD,
                connection -> {
                    var modifications = new ArrayList<>(
                            password.value().reveal(value -> flavour().password(entry, value)));
                    toBeChanged(password).ifPresent(modifications::add);
                    return Sent.byValue(connection, new ModifyRequest(entry.getDN(), modifications), controls);
                },
                this::judged);
    }

    /** Whoever was shut out is so afterwards, or it is not certain. */
    private Outcome shut(RemoteId id, Outcome set) {
        if (!isDone(set)) {
            return set;
        }
        try {
            var now = accounts.entry(id);
            if (now.isEmpty()) {
                return open(Failure.of(Kind.GONE, Detail.NONE));
            }
            if (!flavour().isActive(now.get())) {
                return new Outcome.Agreed(Optional.of(accounts.account(now.get())));
            }
            var again = flavour().modifications(now.get(), false);
            return opened(writes.modify(Op.SET_PASSWORD, id, now.get(), again, Delta.NONE));
        } catch (AppFailure e) {
            return open(e.failure());
        }
    }

    private Outcome judged(Answer<LDAPResult> answer) {
        return switch (answer) {
            case Answer.Fine<LDAPResult> _ -> ACCEPTED;
            case Answer.Refused<LDAPResult> refused when refused.is(ResultCode.NO_SUCH_OBJECT) -> EntryWrites.STALE;
            case Answer.Refused<LDAPResult> refused
            when isOfPolicy(refused) -> failed(Failure.of(Kind.REJECTED, Detail.PASSWORD_POLICY));
            case Answer.Refused<LDAPResult> refused -> line.refused(refused);
        };
    }

    private boolean isOfPolicy(Answer.Refused<LDAPResult> refused) {
        return refused.is(ResultCode.CONSTRAINT_VIOLATION)
                || (flavour().isActiveDirectory() && refused.is(ResultCode.UNWILLING_TO_PERFORM));
    }

    private Optional<Modification> toBeChanged(NewPassword password) {
        return password.mustChange() ? flavour().toBeChanged() : Optional.empty();
    }

    private Optional<Control> explained() {
        return writes.features().explainsPasswords()
                ? Optional.of(new DraftBeheraLDAPPasswordPolicy10RequestControl())
                : Optional.empty();
    }

    private Flavour flavour() {
        return writes.entries().flavour();
    }

    private static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Agreed || outcome.equals(ACCEPTED);
    }

    /** The password is another one by then. */
    private Outcome opened(Outcome later) {
        return switch (later) {
            case Outcome.Failed(Failure why) -> open(why);
            case Outcome.Exists _ -> open(Failure.of(Kind.INTERNAL, Detail.NONE));
            case Outcome.Agreed _, Outcome.Accepted _, Outcome.Ambiguous _ -> later;
        };
    }

    private Outcome open(Failure why) {
        return new Outcome.Ambiguous(why, clock.instant());
    }

    private static Outcome failed(Failure why) {
        return new Outcome.Failed(why);
    }

    /** One request with a password in it. */
    private record Sent(LDAPConnection connection, String value) {
        LDAPResult byOperation(String dn, Control... controls) throws LDAPException {
            ExtendedResult result =
                    connection.processExtendedOperation(new PasswordModifyExtendedRequest(dn, null, value, controls));
            if (!result.getResultCode().equals(ResultCode.SUCCESS) && !isKnown(result)) {
                throw new LDAPException(result);
            }
            return result;
        }

        static LDAPResult byValue(LDAPConnection connection, ModifyRequest request, List<Control> controls)
                throws LDAPException {
            request.setControls(controls);
            try {
                return connection.modify(request);
            } catch (LDAPException e) {
                if (isKnown(e.toLDAPResult())) {
                    return e.toLDAPResult();
                }
                throw e;
            }
        }

        /** Nobody has had a random password before but by this change, whose answer was lost. */
        private static boolean isKnown(LDAPResult result) throws LDAPException {
            return result.getResultCode().equals(ResultCode.CONSTRAINT_VIOLATION)
                    && Optional.ofNullable(DraftBeheraLDAPPasswordPolicy10ResponseControl.get(result))
                            .map(DraftBeheraLDAPPasswordPolicy10ResponseControl::getErrorType)
                            .filter(DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_IN_HISTORY::equals)
                            .isPresent();
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
