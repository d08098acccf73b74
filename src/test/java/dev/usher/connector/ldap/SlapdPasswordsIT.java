package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import dev.usher.connector.Block;
import dev.usher.connector.Change.NewPassword;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.thirdparty.Slapd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of passwords in OpenLDAP, whose password policy has a word in it. */
@Timeout(60)
class SlapdPasswordsIT {
    private static final String POLICY = "cn=policy," + Slapd.BASE;
    private static final String ADA = "uid=ada,ou=people," + Slapd.BASE;
    private static final String FIRST = "Kx7%first-of-ada";
    private static final String SECOND = "Kx7%second-of-ada";

    /** Whoever may manage passwords passes by the policy. */
    private static final String WRITING =
            "access to attrs=userPassword by dn.exact=\"" + Slapd.USHER + "\" write by * auth";

    private final Slapd slapd = Slapd.start(List.of(), WRITING);
    private final LDAPConnection admin = slapd.admin();
    private Asked asked;
    private RemoteId ada;

    @BeforeEach
    void open() throws Exception {
        asked = Asked.open(slapd, SlapdContractIT.settings("ppolicy", "groupOfNames"));
        ada = asked.created("ada");
    }

    @AfterEach
    void close() {
        asked.close();
        admin.close();
        slapd.close();
    }

    private Outcome set(String password, boolean mustChange) {
        return asked.setPassword(ada, new NewPassword(new Sensitive(password), mustChange));
    }

    /** Who signed on. */
    private LDAPConnection signedOn(String password) throws LDAPException {
        return new LDAPConnection("127.0.0.1", slapd.port(), ADA, password);
    }

    private ResultCode signingOn(String password) {
        var thrown = catchThrowableOfType(
                LDAPException.class, () -> signedOn(password).close());
        return thrown == null ? ResultCode.SUCCESS : thrown.getResultCode();
    }

    private void policy(String attribute, String value) throws Exception {
        admin.modify("dn: " + POLICY, "changetype: modify", "replace: " + attribute, attribute + ": " + value);
    }

    @Test
    void isKeptAsTheDirectoryKeepsPasswords() throws Exception {
        Asked.assertDone(set(FIRST, false));
        assertThat(signingOn(FIRST)).isEqualTo(ResultCode.SUCCESS);
        assertThat(requireNonNull(admin.getEntry(ADA)).getAttributeValue("userPassword"))
                .startsWith("{SSHA}");
    }

    @Test
    void letsNothingBeDoneBeforeItIsChangedWhereItMustBe() throws Exception {
        Asked.assertDone(set(FIRST, true));
        assertThat(requireNonNull(admin.getEntry(ADA, "pwdReset")).getAttributeValue("pwdReset"))
                .isEqualTo("TRUE");
        try (var somebody = signedOn(FIRST)) {
            var thrown = catchThrowableOfType(LDAPException.class, () -> somebody.getEntry(ADA));
            assertThat(thrown.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        }
    }

    @Test
    void doesNotOpenWhoIsLocked() throws Exception {
        Asked.assertDone(set(FIRST, false));
        Asked.assertDone(asked.disable(ada));
        for (var password : new String[] {SECOND, SECOND, FIRST}) {
            assertThat(set(password, true)).isInstanceOf(Outcome.Agreed.class);
            assertThat(signingOn(password)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(asked.read(ada).active()).isFalse();
        }
    }

    @Test
    void doesNotOpenWhoIsLockedByOneRequestEither() throws Exception {
        Asked.assertDone(asked.disable(ada));
        var flavour = Flavour.of(new Block(Map.of("users", Map.of("disable", Map.of("by", "ppolicy")))));
        var entry = requireNonNull(admin.getEntry(ADA, "*", "+"));
        try (var usher = new LDAPConnection("127.0.0.1", slapd.port(), Slapd.USHER, Slapd.PASSWORD)) {
            usher.modify(new ModifyRequest(ADA, flavour.password(entry, FIRST)));
        }
        assertThat(asked.read(ada).active()).isFalse();
        assertThat(signingOn(FIRST)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @Test
    void isRefusedByThePolicyInWordsOfUsher() throws Exception {
        policy("pwdCheckQuality", "2");
        policy("pwdMinLength", "60");
        assertThat(set(FIRST, false)).isEqualTo(new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.PASSWORD_POLICY)));
    }

    @Test
    void isDoneWhereItWasSetBeforeAndIsInTheHistory() throws Exception {
        policy("pwdInHistory", "5");
        Asked.assertDone(set(SECOND, false));
        Asked.assertDone(set(FIRST, false));
        Asked.assertDone(set(FIRST, false));
        assertThat(signingOn(FIRST)).isEqualTo(ResultCode.SUCCESS);
        Asked.assertDone(asked.disable(ada));
        Asked.assertDone(set(FIRST, false));
        assertThat(asked.read(ada).active()).isFalse();
    }
}
