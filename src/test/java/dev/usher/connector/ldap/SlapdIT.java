package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Batch;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.Wire;
import dev.usher.connector.contract.Seen;
import dev.usher.domain.account.Account;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Slapd;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to directories, of OpenLDAP: how it is encrypted, where it stops, and what its groups are made of. */
@Timeout(60)
class SlapdIT {
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", false);
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final String GROUPS = "ou=groups," + Slapd.BASE;

    private static KeyPairs pair;
    private static KeyPairs other;
    private static Slapd slapd;
    private static LDAPConnection admin;

    @BeforeAll
    static void start(@TempDir Path keys) throws Exception {
        pair = KeyPairs.create(keys, "directory", "RSA");
        other = KeyPairs.create(keys, "other", "RSA");
        slapd = Slapd.start(List.of(new Slapd.Shown(pair.pem(), pair.keyPem())), "");
        admin = slapd.admin();
        for (var name : List.of("ada", "charles", "mary")) {
            person(name);
        }
    }

    @AfterAll
    static void end() {
        admin.close();
        slapd.close();
    }

    private static void person(String name) throws Exception {
        admin.add(
                "dn: uid=" + name + "," + PEOPLE, "objectClass: inetOrgPerson", "uid: " + name, "cn: " + name, "sn: x");
    }

    private static final class Passing implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(new Ticket(Duration.ofSeconds(30), ""));
        }

        @Override
        public void limits(RateHint seen) {}
    }

    private static AppSession open(NetworkPolicy policy, String url, Map<String, Object> more) throws AppFailure {
        var block = new HashMap<>(SlapdContractIT.settings("ppolicy", "groupOfNames"));
        block.put("url", url);
        block.putAll(more);
        var connector = new LdapConnector(tls -> new SocketTransport(policy, tls), 2, Clock.systemUTC());
        var config = new AppConfig(DirectoryUnderTest.APP, "ldap", block);
        assertThat(connector.problems(config)).isEmpty();
        var credentials = new Credentials(Map.of("password", new Sensitive(Slapd.PASSWORD)), "1");
        return connector.open(config, credentials, Learned.NOTHING, new Passing());
    }

    private static Failure refusal(NetworkPolicy policy, String url, Map<String, Object> more) {
        var thrown = catchThrowableOfType(
                AppFailure.class, () -> open(policy, url, more).close());
        assertThat(thrown).isNotNull();
        assertThat(thrown.maybeDone()).isFalse();
        return thrown.failure();
    }

    private static Map<String, Object> trusting(KeyPairs authority, boolean startTls) throws Exception {
        return startTls
                ? Map.of("tls", Map.of("caBundle", authority.pem(), "startTLS", true))
                : Map.of("tls", Map.of("caBundle", authority.pem()));
    }

    private static AppSession secured() throws Exception {
        return open(LOCAL, "ldaps://127.0.0.1:" + slapd.tlsPort(), trusting(pair, false));
    }

    @Test
    void whatBeginsWithTlsIsSpokenToByTls() throws Exception {
        try (var session = secured()) {
            session.ping();
        }
    }

    @Test
    void whatIsUpgradedIsSpokenToByTls() throws Exception {
        try (var session = open(LOCAL, "ldap://127.0.0.1:" + slapd.port(), trusting(pair, true))) {
            session.ping();
        }
    }

    @Test
    void aDirectoryForWhichNobodyVouchesIsNotSpokenTo() throws Exception {
        for (var why : List.of(
                refusal(LOCAL, "ldaps://127.0.0.1:" + slapd.tlsPort(), trusting(other, false)),
                refusal(LOCAL, "ldap://127.0.0.1:" + slapd.port(), trusting(other, true)),
                refusal(LOCAL, "ldaps://127.0.0.1:" + slapd.tlsPort(), Map.of()))) {
            assertThat(why).isEqualTo(Failure.of(Kind.UNREACHABLE, Detail.NOT_TRUSTED));
        }
    }

    @Test
    void nothingIsSaidInTheClearUnlessTheInstallationAllowsIt() {
        var why = refusal(LOCAL, "ldap://127.0.0.1:" + slapd.port(), Map.of());
        assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.UNENCRYPTED_REFUSED));
    }

    @Test
    void addressesThatAreNotPublicAreRefusedUnlessTheInstallationAllowsThem() throws Exception {
        for (var policy : List.of(NetworkPolicy.PUBLIC_ONLY, NetworkPolicy.parse("10.0.0.0/8", true))) {
            for (var host : List.of("127.0.0.1", "localhost", "[::1]")) {
                var why = refusal(policy, "ldaps://" + host + ":" + slapd.tlsPort(), trusting(pair, false));
                assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED));
            }
        }
    }

    @Test
    void portsOfOtherServicesAreRefused() {
        for (var port : List.of(22, 6443, 2379)) {
            var why = refusal(LOCAL, "ldaps://127.0.0.1:" + port, Map.of());
            assertThat(why).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED));
        }
    }

    @Test
    void aListThatTheDirectoryCutsShortIsNone() throws Exception {
        try (var small = Slapd.start(List.of(), "limits dn.exact=\"" + Slapd.USHER + "\" size=1");
                var session =
                        open(NetworkPolicy.parse("127.0.0.0/8", true), "ldap://127.0.0.1:" + small.port(), Map.of());
                var its = small.admin()) {
            for (var name : List.of("one", "two", "three")) {
                its.add(
                        "dn: uid=" + name + "," + PEOPLE,
                        "objectClass: inetOrgPerson",
                        "uid: " + name,
                        "cn: " + name,
                        "sn: x");
            }
            var thrown = catchThrowableOfType(AppFailure.class, () -> session.observe(new Scope.All(), new Seen()));
            assertThat(thrown.failure()).isEqualTo(Failure.of(Kind.TRUNCATED, Detail.TOO_LARGE));
        }
    }

    @Test
    void aBaseThatIsNotThereSaysNothingOfAccounts() throws Exception {
        var users = new HashMap<String, Object>();
        ((Map<?, ?>) SlapdContractIT.settings("ppolicy", "groupOfNames").getOrDefault("users", Map.of()))
                .forEach((name, value) -> users.put(String.valueOf(name), value));
        users.put("base", "ou=nowhere," + Slapd.BASE);
        var more = new HashMap<>(trusting(pair, false));
        more.put("users", users);
        try (var session = open(LOCAL, "ldaps://127.0.0.1:" + slapd.tlsPort(), more)) {
            var nobody = new RemoteId("00000000-0000-0000-0000-000000000000");
            for (var scope : List.of(new Scope.All(), new Scope.Accounts(Set.of(nobody)))) {
                var thrown = catchThrowableOfType(AppFailure.class, () -> session.observe(scope, new Seen()));
                assertThat(thrown.failure()).isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.STATUS, "32"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"groupOfNames, member, true", "groupOfUniqueNames, uniqueMember, true", "posixGroup, memberUid, false"})
    void everyKindOfGroupTakesInAndLetsGo(String objectClass, String attribute, boolean byEntry) throws Exception {
        var name = "g-" + objectClass;
        var dn = "cn=" + name + "," + GROUPS;
        if (byEntry) {
            admin.add("dn: " + dn, "objectClass: " + objectClass, "cn: " + name, attribute + ": cn=nobody," + GROUPS);
        } else {
            admin.add("dn: " + dn, "objectClass: " + objectClass, "cn: " + name, "gidNumber: 100");
        }
        var more = new HashMap<>(trusting(pair, false));
        more.put("groups", Map.of("base", GROUPS, "objectClass", objectClass));
        try (var session = open(LOCAL, "ldaps://127.0.0.1:" + slapd.tlsPort(), more)) {
            var group = new Entitlement("group", name);
            var all = new Seen();
            session.observe(new Scope.Matching(List.of(new Scope.Key.UserName("ADA"))), all);
            var ada = all.accounts.getFirst().id();
            change(session, new Change.Members(group, List.of(new Change.Member(item(), ada)), List.of()));
            assertThat(requireNonNull(admin.getEntry(dn))
                            .hasAttributeValue(attribute, byEntry ? "uid=ada," + PEOPLE : "ada"))
                    .isTrue();
            var shown = new Seen();
            session.observe(new Scope.Members(group), shown);
            assertThat(shown.members).containsExactly(ada);
            change(session, new Change.Members(group, List.of(), List.of(new Change.Member(item(), ada))));
            var empty = new Seen();
            session.observe(new Scope.Members(group), empty);
            assertThat(empty.members).isEmpty();
        }
    }

    @Test
    void aGroupInWhichThereIsAnotherOneIsToldOfAndItsMembersAreNot() throws Exception {
        var nobody = "cn=nobody," + GROUPS;
        admin.add("dn: cn=inner," + GROUPS, "objectClass: groupOfNames", "cn: inner", "member: uid=charles," + PEOPLE);
        admin.add(
                "dn: cn=outer," + GROUPS,
                "objectClass: groupOfNames",
                "cn: outer",
                "member: uid=ada," + PEOPLE,
                "member: CN=Inner, " + GROUPS);
        admin.add(
                "dn: cn=plain," + GROUPS,
                "objectClass: groupOfNames",
                "cn: plain",
                "member: uid=ada," + PEOPLE,
                "member: " + nobody,
                "member: uid=deleted," + PEOPLE,
                "member: ou=people," + Slapd.BASE);
        try (var session = secured()) {
            var outer = new Entitlement("group", "outer");
            var shown = new Seen();
            session.observe(new Scope.Members(outer), shown);
            assertThat(shown.members).hasSize(1);
            assertThat(shown.nested).containsExactly(outer);
            for (var name : List.of("inner", "plain")) {
                var its = new Seen();
                session.observe(new Scope.Members(new Entitlement("group", name)), its);
                assertThat(its.members).hasSize(1);
                assertThat(its.nested).isEmpty();
            }
        }
    }

    @Test
    void whoIsLockedForATimeIsNotDisabled() throws Exception {
        admin.modify(
                "dn: uid=mary," + PEOPLE,
                "changetype: modify",
                "replace: pwdAccountLockedTime",
                "pwdAccountLockedTime: 20260101000000Z");
        try (var session = secured()) {
            var shown = new Seen();
            session.observe(new Scope.Matching(List.of(new Scope.Key.UserName("mary"))), shown);
            assertThat(shown.accounts).extracting(Account::active).containsExactly(true);
        }
    }

    @Test
    void anEntryThatIsInTheWayByNameAloneIsNotTakenOver() throws Exception {
        admin.add("dn: uid=printer," + PEOPLE, "objectClass: account", "uid: printer");
        try (var session = secured()) {
            var outcome = change(session, new Change.Create(item(), DirectoryUnderTest.person("k-printer", "printer")));
            assertThat(outcome).isEqualTo(new Outcome.Exists(List.of()));
            assertThat(requireNonNull(admin.getEntry("uid=printer," + PEOPLE)).hasAttribute("sn"))
                    .isFalse();
        }
    }

    private static ChangeId item() {
        return new ChangeId(DirectoryUnderTest.APP, new Identity("people", "e"), System.identityHashCode(new Object()));
    }

    private static Outcome change(AppSession session, Change change) {
        var outcomes = new ArrayList<Outcome>();
        session.apply(Batch.of(change), (item, outcome) -> outcomes.add(outcome));
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    @Test
    void aPingSaysThatTheCredentialsAreOverAlthoughConnectionsAreOpen() throws Exception {
        try (var own = Slapd.start();
                var its = own.admin();
                var asked = Asked.open(own, SlapdContractIT.settings("ppolicy", "groupOfNames"))) {
            asked.session().ping();
            its.modify("dn: " + Slapd.USHER, "changetype: modify", "replace: userPassword", "userPassword: another");
            var thrown = catchThrowableOfType(AppFailure.class, asked.session()::ping);
            assertThat(thrown.failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
        }
    }

    @Test
    void theMembersOfALargeGroupAreAskedForAndNotEverybody() throws Exception {
        try (var own = Slapd.start(List.of(), "limits dn.exact=\"" + Slapd.USHER + "\" size=60");
                var its = own.admin();
                var asked = Asked.open(own, SlapdContractIT.settings("ppolicy", "groupOfNames"))) {
            var lines = new ArrayList<>(List.of("dn: cn=many," + GROUPS, "objectClass: groupOfNames", "cn: many"));
            for (var number = 0; number < 140; number++) {
                var dn = "uid=p" + number + "," + PEOPLE;
                its.add("dn: " + dn, "objectClass: inetOrgPerson", "uid: p" + number, "cn: x", "sn: x");
                if (number % 2 == 0) {
                    lines.add("member: " + dn);
                }
            }
            its.add(lines.toArray(String[]::new));
            its.add("dn: ou=x," + PEOPLE, "objectClass: organizationalUnit", "ou: x");
            its.add("dn: uid=p0,ou=x," + PEOPLE, "objectClass: inetOrgPerson", "uid: p0", "cn: x", "sn: x");
            assertThat(asked.failure(new Scope.All()).kind()).isEqualTo(Kind.TRUNCATED);
            assertThat(asked.members("many")).hasSize(70).doesNotHaveDuplicates();
        }
    }
}
