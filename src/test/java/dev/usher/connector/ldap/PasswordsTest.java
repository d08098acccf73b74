package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedExtendedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.FirstAccess;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent to give somebody another password, and what it means that a directory refuses. */
@Timeout(60)
class PasswordsTest {
    private static final String LEAK = "Kx7-canary";

    private final Listening listening = new Listening();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Hears each change, and refuses what it is told to. */
    private static final class Listening extends InMemoryOperationInterceptor {
        private final List<String> heard = new ArrayList<>();
        private Optional<ResultCode> code = Optional.empty();
        private Optional<ResultCode> ofChanges = Optional.empty();

        private static void refuse(Optional<ResultCode> code) throws LDAPException {
            if (code.isPresent()) {
                throw new LDAPException(code.get(), LEAK);
            }
        }

        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
            request.getRequest()
                    .getModifications()
                    .forEach(one -> heard.add(said(one.getModificationType()) + one.getAttributeName()));
            refuse(ofChanges.or(() -> code));
        }

        @Override
        public void processExtendedRequest(InMemoryInterceptedExtendedRequest request) throws LDAPException {
            heard.add(request.getRequest().getOID());
            refuse(code);
        }

        private static String said(ModificationType type) {
            return type.getName().toLowerCase(Locale.ROOT) + " ";
        }
    }

    @AfterEach
    void end() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    /** A directory that has the operation for it, or has not. */
    private DirectoryUnderTest directory(boolean operation) throws Exception {
        var config = MemoryDirectory.config();
        config.setSchema(null);
        config.addInMemoryOperationInterceptor(listening);
        if (!operation) {
            config.setRootDSEEntry(new Entry(
                    "dn: ",
                    "objectClass: top",
                    "namingContexts: dc=example,dc=com",
                    "supportedControl: " + SimplePagedResultsControl.PAGED_RESULTS_OID));
        }
        var directory = MemoryDirectory.start(config);
        open.add(directory);
        return directory;
    }

    private Asked asked(DirectoryUnderTest directory, String by) throws Exception {
        var settings = Asked.withUsers(directory.settings(), Map.of("disable", Map.of("by", by)));
        var asked = Asked.open(directory.port(), directory.password(), settings);
        open.add(asked);
        return asked;
    }

    private Asked asked(DirectoryUnderTest directory) throws Exception {
        var asked = Asked.open(directory);
        open.add(asked);
        return asked;
    }

    private Outcome set(Asked asked, RemoteId id, boolean mustChange) {
        listening.heard.clear();
        return asked.setPassword(id, new NewPassword(new Sensitive(LEAK), mustChange));
    }

    private static Outcome failed(Kind kind, Detail detail) {
        return new Outcome.Failed(Failure.of(kind, detail));
    }

    @Test
    void isOneOperationWhereTheDirectoryHasIt() throws Exception {
        var asked = asked(directory(true));
        Asked.assertDone(set(asked, asked.created("ada"), false));
        assertThat(listening.heard).containsExactly("1.3.6.1.4.1.4203.1.11.1");
    }

    @Test
    void isAValueElsewhere() throws Exception {
        var asked = asked(directory(false));
        Asked.assertDone(set(asked, asked.created("ada"), false));
        assertThat(listening.heard).containsExactly("replace userPassword");
    }

    @Test
    void keepsALockInTheSameRequestWhereItIsAValue() throws Exception {
        var asked = asked(directory(false), "ppolicy");
        var id = asked.created("ada");
        Asked.assertDone(asked.disable(id));
        Asked.assertDone(set(asked, id, true));
        assertThat(listening.heard)
                .containsExactly(
                        "delete pwdAccountLockedTime",
                        "replace userPassword",
                        "add pwdAccountLockedTime",
                        "replace pwdReset");
        assertThat(asked.read(id).active()).isFalse();
    }

    @Test
    void setsTheLockAgainWhereItIsAnOperation() throws Exception {
        var asked = asked(directory(true), "ppolicy");
        var id = asked.created("ada");
        Asked.assertDone(asked.disable(id));
        Asked.assertDone(set(asked, id, false));
        assertThat(listening.heard).containsExactly("1.3.6.1.4.1.4203.1.11.1", "replace pwdAccountLockedTime");
    }

    @Test
    void isOpenWhereTheLockCannotBeSetAgain() throws Exception {
        var asked = asked(directory(true), "ppolicy");
        var id = asked.created("ada");
        Asked.assertDone(asked.disable(id));
        for (var code : List.of(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, ResultCode.UNAVAILABLE, ResultCode.BUSY)) {
            listening.ofChanges = Optional.of(code);
            assertThat(set(asked, id, false)).as(code.getName()).isInstanceOf(Outcome.Ambiguous.class);
        }
    }

    @Test
    void setsTheLockAlsoWhereNobodyKnowsWhetherThePasswordIsSet() throws Exception {
        var asked = asked(directory(true), "ppolicy");
        var id = asked.created("ada");
        Asked.assertDone(asked.disable(id));
        listening.code = Optional.of(ResultCode.OTHER);
        assertThat(set(asked, id, false)).isInstanceOf(Outcome.Ambiguous.class);
        assertThat(listening.heard).contains("replace pwdAccountLockedTime");
    }

    @Test
    void isRefusedByAPolicyInWordsOfUsher() throws Exception {
        for (var operation : List.of(true, false)) {
            listening.code = Optional.empty();
            var asked = asked(directory(operation));
            var id = asked.created("ada");
            listening.code = Optional.of(ResultCode.CONSTRAINT_VIOLATION);
            assertThat(set(asked, id, false)).isEqualTo(failed(Kind.REJECTED, Detail.PASSWORD_POLICY));
            listening.code = Optional.of(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
            assertThat(set(asked, id, false)).isEqualTo(failed(Kind.DENIED, Detail.NONE));
            listening.code = Optional.of(ResultCode.NO_SUCH_OBJECT);
            assertThat(set(asked, id, false)).isEqualTo(failed(Kind.STALE, Detail.NONE));
            listening.code = Optional.of(ResultCode.UNAVAILABLE);
            assertThat(set(asked, id, false)).isInstanceOf(Outcome.Ambiguous.class);
        }
    }

    @Test
    void isNotToBeChangedWhereNothingIsKnownToAskForThat() throws Exception {
        var asked = asked(directory(true));
        assertThat(set(asked, asked.created("ada"), true)).isEqualTo(failed(Kind.UNSUPPORTED, Detail.NONE));
        assertThat(listening.heard).isEmpty();
    }

    @Test
    void ofActiveDirectoryIsNotSentInTheClear() throws Exception {
        var asked = asked(directory(true), "userAccountControl");
        assertThat(set(asked, asked.created("ada"), false)).isEqualTo(failed(Kind.UNSUPPORTED, Detail.NONE));
        assertThat(listening.heard).isEmpty();
    }

    @Test
    void isOfferedAsFarAsTheDirectoryIsKnown() {
        assertThat(offered("ldaps://ldap.example.com", "ppolicy"))
                .containsExactlyInAnyOrder(FirstAccess.PASSWORD, FirstAccess.PASSWORD_TO_CHANGE);
        assertThat(offered("ldaps://ldap.example.com", "userAccountControl"))
                .containsExactlyInAnyOrder(FirstAccess.PASSWORD, FirstAccess.PASSWORD_TO_CHANGE);
        assertThat(offered("ldaps://ldap.example.com", "nsAccountLock")).containsExactly(FirstAccess.PASSWORD);
        assertThat(offered("ldap://ldap.example.com", "userAccountControl")).isEmpty();
    }

    private static Set<FirstAccess> offered(String url, String by) {
        var settings = new HashMap<>(SlapdContractIT.settings(by, "groupOfNames"));
        settings.put("url", url);
        return new LdapSettings(settings).firstAccess();
    }
}
