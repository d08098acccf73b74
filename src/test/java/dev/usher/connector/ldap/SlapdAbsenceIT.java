package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.thirdparty.Slapd;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody is said to be gone who is there and gets in, as OpenLDAP can be brought to look. */
@Timeout(60)
class SlapdAbsenceIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final Failure STRAYED = Failure.of(Kind.DENIED, Detail.STRAYED);
    private static final RemoteId NOBODY = new RemoteId("00000000-0000-0000-0000-000000000000");

    private static Map<String, Object> settings() {
        return Asked.withUsers(
                SlapdContractIT.settings("ppolicy", "groupOfNames"),
                Map.of("objectClasses", List.of("inetOrgPerson", "uidObject")));
    }

    private static void assertNotGone(Asked asked, RemoteId id, Failure why) {
        assertThat(asked.failure(new Scope.Accounts(Set.of(id)))).isEqualTo(why);
        assertThat(asked.delete(id)).isEqualTo(new Outcome.Failed(why));
        assertThat(asked.disable(id)).isEqualTo(new Outcome.Failed(why));
        assertThat(asked.update(id, "title", "x")).isEqualTo(new Outcome.Failed(why));
    }

    private static boolean letsIn(Slapd slapd, String dn) {
        try (var own = new LDAPConnection("127.0.0.1", slapd.port())) {
            own.bind(dn, "her own");
            return true;
        } catch (LDAPException _) {
            return false;
        }
    }

    private static void setPassword(LDAPConnection admin, String dn) throws Exception {
        admin.modify("dn: " + dn, "changetype: modify", "replace: userPassword", "userPassword: her own");
    }

    @Test
    void whoMissesAClassIsNotGone() throws Exception {
        try (var slapd = Slapd.start();
                var admin = slapd.admin();
                var asked = Asked.open(slapd, settings())) {
            var id = asked.created("ada");
            setPassword(admin, "uid=ada," + PEOPLE);
            admin.modify(
                    "dn: uid=ada," + PEOPLE, "changetype: modify", "delete: objectClass", "objectClass: uidObject");
            assertThat(letsIn(slapd, "uid=ada," + PEOPLE)).isTrue();
            assertNotGone(asked, id, STRAYED);
            assertThat(asked.see(new Scope.Accounts(Set.of(NOBODY))).absent).containsExactly(NOBODY);
        }
    }

    @Test
    void whoWasMovedOutOfTheBaseIsNotGone() throws Exception {
        try (var slapd = Slapd.start();
                var admin = slapd.admin();
                var asked = Asked.open(slapd, settings())) {
            var id = asked.created("ada");
            setPassword(admin, "uid=ada," + PEOPLE);
            admin.modifyDN("uid=ada," + PEOPLE, "uid=ada", true, "ou=groups," + Slapd.BASE);
            assertThat(letsIn(slapd, "uid=ada,ou=groups," + Slapd.BASE)).isTrue();
            assertNotGone(asked, id, STRAYED);
        }
    }

    @Test
    void whoseClassesAreHiddenIsNotGone() throws Exception {
        var hides = "access to dn.children=\"" + PEOPLE + "\" attrs=objectClass by dn.exact=\"" + Slapd.USHER
                + "\" =w by * none";
        try (var open = Slapd.start(List.of(), hides);
                var admin = open.admin();
                var asked = Asked.open(open, settings())) {
            admin.add(
                    "dn: uid=ada," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "objectClass: uidObject",
                    "uid: ada",
                    "cn: ada",
                    "sn: x");
            assertNotGone(asked, id(admin), STRAYED);
        }
    }

    @Test
    void whereIdsAreHiddenNobodyIsGone() throws Exception {
        var hides = "access to dn.subtree=\"" + PEOPLE + "\" attrs=entryUUID by * none";
        try (var slapd = Slapd.start(List.of(), hides);
                var admin = slapd.admin();
                var asked = Asked.open(slapd, settings())) {
            var why = Failure.of(Kind.MISCONFIGURED, Detail.IDS_HIDDEN, "entryUUID");
            assertNotGone(asked, NOBODY, why);
            admin.add(
                    "dn: uid=ada," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "objectClass: uidObject",
                    "uid: ada",
                    "cn: ada",
                    "sn: x");
            assertNotGone(asked, id(admin), why);
        }
    }

    private static RemoteId id(LDAPConnection admin) throws Exception {
        var entry = requireNonNull(admin.getEntry("uid=ada," + PEOPLE, "entryUUID"));
        return new RemoteId(requireNonNull(entry.getAttributeValue("entryUUID")));
    }
}
