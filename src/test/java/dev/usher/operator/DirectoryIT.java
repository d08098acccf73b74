package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Slapd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator and OpenLDAP, over StartTLS; what it holds is read from slapd itself, by its administrator. */
@ExtendWith(WithControlPlane.class)
class DirectoryIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final String GROUPS = "ou=groups," + Slapd.BASE;

    private static KeyPairs pair;
    private static Slapd slapd;
    private static LDAPConnection admin;
    private static OperatorWorld world;
    private static Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home, @TempDir Path keys) throws Exception {
        pair = KeyPairs.create(keys, "directory", "RSA");
        slapd = Slapd.start(List.of(new Slapd.Shown(pair.pem(), pair.keyPem())), "");
        admin = slapd.admin();
        for (var group : List.of("analysts", "engineers")) {
            admin.add(
                    "dn: cn=" + group + "," + GROUPS,
                    "objectClass: groupOfNames",
                    "cn: " + group,
                    "member: cn=nobody," + GROUPS);
        }
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        company.secret("directory", "127.0.0.1", Slapd.PASSWORD);
        declares(3600);
        for (var role : List.of("analyst", "engineer")) {
            company.role(
                    role,
                    "{grants: [{app: {name: directory}, entitlements: [{kind: group, value: %ss}]}]}".formatted(role));
        }
        // Plain connections are not allowed to it, so that nothing was said without TLS.
        world.launchOperator(Map.of("USHER_NETWORK_PLAINTEXT", "false")).awaitReady();
    }

    /** An edit of how an app is looked after has it looked at. */
    private static void declares(int everySeconds) throws Exception {
        company.apply("TargetApp", "directory", """
                connector:
                  ldap:
                    url: ldap://127.0.0.1:%d
                    tls: {startTLS: true, caBundle: "%s"}
                    bind: {dn: "%s", secretRef: {name: directory, key: token}}
                    users:
                      base: %s
                      objectClasses: [inetOrgPerson]
                      dn: uid={userName}
                      attributes: {employeeType: employeeType}
                      disable: {by: ppolicy}
                    groups: {base: "%s"}
                inventory: {everySeconds: %d}
                attributes: [{to: title, value: user.title}, {to: employeeType, value: user.type}]
                """.formatted(
                        slapd.port(), pair.pem().replace("\n", "\\n"), Slapd.USHER, PEOPLE, GROUPS, everySeconds));
    }

    @AfterAll
    static void end() {
        world.close();
        admin.close();
        slapd.close();
    }

    @Test
    void aJoinerMovesMarriesLeavesAndIsTheSameEntryOnReturn() throws Exception {
        company.user("ada", ada("ada.lovelace", "Active", "analyst"));
        company.awaitReady("ada");

        var joined = entry("ada.lovelace");
        var id = joined.getAttributeValue("entryUUID");
        assertThat(joined.getDN()).isEqualTo("uid=ada.lovelace," + PEOPLE);
        assertThat(joined.getAttributeValue("employeeNumber")).isEqualTo("1815");
        assertThat(joined.getAttributeValue("cn")).isEqualTo("Ada Lovelace");
        assertThat(joined.getAttributeValue("givenName")).isEqualTo("Ada");
        assertThat(joined.getAttributeValue("sn")).isEqualTo("Lovelace");
        assertThat(joined.getAttributeValue("mail")).isEqualTo("ada@example.com");
        assertThat(joined.getAttributeValue("title")).isEqualTo("Analyst");
        assertThat(joined.getAttributeValue("employeeType")).isEqualTo("Employee");
        assertThat(company.account("ada", "directory").id()).isEqualTo(id);
        assertThat(members("analysts")).containsExactly(joined.getDN());

        company.user("ada", ada("ada.lovelace", "Active", "engineer"));
        company.awaitReady("ada");

        assertThat(members("analysts")).isEmpty();
        assertThat(members("engineers")).containsExactly(joined.getDN());

        company.user("ada", ada("ada.king", "Active", "engineer"));
        company.awaitReady("ada");

        var married = entry("ada.king");
        assertThat(married.getAttributeValue("entryUUID")).isEqualTo(id);
        assertThat(find("ada.lovelace")).isEmpty();
        soon(Duration.ofSeconds(30), () -> assertThat(members("engineers")).containsExactly(married.getDN()));
        setPassword(married);
        assertThat(letsIn(married)).isTrue();

        company.user("ada", ada("ada.king", "Terminated", "engineer"));
        company.awaitReady("ada");

        assertThat(letsIn(married)).isFalse();
        assertThat(entry("ada.king").getAttributeValue("pwdAccountLockedTime")).isEqualTo("000001010000Z");
        assertThat(members("engineers")).isEmpty();
        assertThat(company.account("ada", "directory").state()).isEqualTo("Disabled");

        company.user("ada", ada("ada.king", "Active", "engineer"));
        company.awaitReady("ada");

        assertThat(entry("ada.king").getAttributeValue("entryUUID")).isEqualTo(id);
        assertThat(letsIn(married)).isTrue();
        assertThat(members("engineers")).containsExactly(married.getDN());
    }

    @Test
    void whoseUserIsDeletedGetsInNoMore() throws Exception {
        company.user(
                "charles",
                "{userName: charles.babbage, name: {family: Babbage}, displayName: Charles Babbage, roles: [{name: analyst}]}");
        company.awaitReady("charles");
        var entry = entry("charles.babbage");
        setPassword(entry);
        assertThat(letsIn(entry)).isTrue();

        company.delete(ProvisionedUser.class, "charles");

        soon(Duration.ofSeconds(30), () -> {
            assertThat(letsIn(entry)).isFalse();
            assertThat(members("analysts")).doesNotContain(entry.getDN());
        });
    }

    @Test
    void whatSomebodyChangesThereIsMendedLongBeforeTheNextInventory() throws Exception {
        company.user(
                "dana",
                "{userName: dana, externalId: '1918', name: {family: Ulery}, displayName: Dana, roles: [{name: analyst}]}");
        company.user("joan", joan("Active"));
        company.awaitReady("joan");
        company.awaitReady("dana");
        var joan = entry("joan");
        setPassword(joan);
        company.user("joan", joan("Terminated"));
        company.awaitReady("joan");
        assertThat(letsIn(joan)).isFalse();
        // The app is looked at once a minute.
        soon(
                Duration.ofMinutes(4),
                () -> assertThat(inventory().map(TargetAppStatus.Inventory::changes))
                        .contains("Followed"));

        admin.modify("dn: " + joan.getDN(), "changetype: modify", "delete: pwdAccountLockedTime");
        var dana = entry("dana").getDN();
        admin.modify("dn: cn=engineers," + GROUPS, "changetype: modify", "add: member", "member: " + dana);
        assertThat(letsIn(joan)).isTrue();

        // Whoever looks after the app wakes once a minute of real time.
        soon(Duration.ofMinutes(4), () -> {
            assertThat(letsIn(joan)).isFalse();
            assertThat(members("engineers")).doesNotContain(dana);
        });
    }

    private static String joan(String status) {
        return "{userName: joan, externalId: '1917', name: {family: Clarke}, displayName: Joan, "
                + "employments: [{id: main, status: " + status + "}], roles: [{name: engineer}]}";
    }

    @Test
    void aGroupInAGroupThatARoleNamesIsToldOf() throws Exception {
        admin.add("dn: cn=inner," + GROUPS, "objectClass: groupOfNames", "cn: inner", "member: uid=somebody," + PEOPLE);
        admin.modify("dn: cn=analysts," + GROUPS, "changetype: modify", "add: member", "member: cn=inner," + GROUPS);

        company.user(
                "grace", "{userName: grace, name: {family: Hopper}, displayName: Grace, roles: [{name: analyst}]}");
        company.awaitReady("grace");
        declares(3000);

        soon(
                Duration.ofSeconds(60),
                () -> assertThat(nested()).contains(new TargetAppStatus.Nested(1, List.of("group analysts"))));
    }

    private static Optional<TargetAppStatus.Inventory> inventory() {
        return company.find(TargetApp.class, "directory")
                .flatMap(app -> Optional.ofNullable(app.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.inventory()));
    }

    private static Optional<TargetAppStatus.Nested> nested() {
        return inventory().flatMap(found -> Optional.ofNullable(found.nested()));
    }

    private static void setPassword(SearchResultEntry entry) throws Exception {
        admin.modify("dn: " + entry.getDN(), "changetype: modify", "replace: userPassword", "userPassword: her own");
    }

    private static boolean letsIn(SearchResultEntry entry) throws LDAPException {
        try (var own = new LDAPConnection("127.0.0.1", slapd.port())) {
            own.bind(entry.getDN(), "her own");
            return true;
        } catch (LDAPException _) {
            return false;
        }
    }

    private static Optional<SearchResultEntry> find(String userName) throws LDAPException {
        var found = admin.search(PEOPLE, SearchScope.SUB, "(uid=" + userName + ")", "*", "+");
        return requireNonNull(found.getSearchEntries()).stream().findFirst();
    }

    private static SearchResultEntry entry(String userName) throws LDAPException {
        return find(userName).orElseThrow(() -> new AssertionError("there is no " + userName));
    }

    /** Who is in a group, and is somebody. */
    private static List<String> members(String group) throws LDAPException {
        var entry = requireNonNull(admin.getEntry("cn=" + group + "," + GROUPS, "member"));
        return Stream.of(requireNonNull(entry.getAttributeValues("member")))
                .filter(member -> !member.startsWith("cn=nobody"))
                .toList();
    }

    private static String ada(String userName, String status, String role) {
        return """
                userName: %s
                externalId: "1815"
                name: {given: Ada, family: Lovelace}
                displayName: Ada Lovelace
                email: ada@example.com
                title: Analyst
                employments: [{id: main, status: %s}]
                roles: [{name: %s}]
                """.formatted(userName, status, role);
    }
}
