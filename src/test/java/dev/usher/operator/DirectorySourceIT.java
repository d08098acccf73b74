package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.api.ProvisionedUser;
import dev.usher.api.Reference;
import dev.usher.api.UserSource;
import dev.usher.api.UserSourceStatus;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Slapd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People come from OpenLDAP, over StartTLS: a hire, a change and a leave are edits of the directory. */
@ExtendWith(WithControlPlane.class)
class DirectorySourceIT {
    private static final int COMPANIES = 5;
    private static final String PEOPLE = "ou=people," + Slapd.BASE;

    private static KeyPairs pair;
    private static Slapd slapd;
    private static LDAPConnection admin;
    private static OperatorWorld world;

    private Company company;

    @BeforeAll
    static void start(ControlPlane plane, TestNamespace home, @TempDir Path keys) throws Exception {
        pair = KeyPairs.create(keys, "directory", "RSA");
        slapd = Slapd.start(List.of(new Slapd.Shown(pair.pem(), pair.keyPem())), Slapd.UNLIMITED);
        admin = slapd.admin();
        world = OperatorWorld.prepare(plane, home, COMPANIES);
        // Plain connections are not allowed to it, so that nothing was said without TLS.
        world.launchOperator(Map.of("USHER_NETWORK_PLAINTEXT", "false")).awaitReady();
    }

    @BeforeEach
    void found() throws Exception {
        company = world.company();
        company.secret("hr", "127.0.0.1", Map.of("password", Slapd.PASSWORD));
        person("charles", "1791", "Active");
        person("ada", "1815", "Active", "departmentNumber: Engineering", "manager: " + dn("charles"));
    }

    @AfterEach
    void empty() throws Exception {
        var found = admin.search(PEOPLE, SearchScope.ONE, Filter.createPresenceFilter("uid"), "1.1");
        for (var entry : requireNonNull(found.getSearchEntries())) {
            admin.delete(entry.getDN());
        }
        company.delete(UserSource.class, "hr");
    }

    @AfterAll
    static void end() {
        world.close();
        admin.close();
        slapd.close();
    }

    private static String dn(String uid) {
        return "uid=" + uid + "," + PEOPLE;
    }

    private static void person(String uid, String number, String type, String... more) throws Exception {
        var lines = new String[more.length + 8];
        lines[0] = "dn: " + dn(uid);
        lines[1] = "objectClass: inetOrgPerson";
        lines[2] = "uid: " + uid;
        lines[3] = "cn: " + uid;
        lines[4] = "sn: " + uid;
        lines[5] = "employeeNumber: " + number;
        lines[6] = "employeeType: " + type;
        lines[7] = "mail: " + uid + "@example.com";
        System.arraycopy(more, 0, lines, 8, more.length);
        admin.add(lines);
    }

    private static void replace(String uid, String attribute, String value) throws Exception {
        admin.modify("dn: " + dn(uid), "changetype: modify", "replace: " + attribute, attribute + ": " + value);
    }

    private void reads(int everySeconds, String bind) throws Exception {
        company.apply("UserSource", "hr", """
                ldap:
                  url: ldap://127.0.0.1:%d
                  tls: {startTLS: true, caBundle: "%s"}
                  bind: {dn: "%s", secretRef: {name: hr, key: password}}
                  base: %s
                  filter: (objectClass=inetOrgPerson)
                  changesEverySeconds: 2
                key: employeeNumber
                everySeconds: %d
                fields:
                - {to: userName, from: uid}
                - {to: externalId, from: employeeNumber}
                - {to: name.family, from: sn}
                - {to: email, from: mail}
                - {to: department, from: departmentNumber}
                - {to: manager, from: manager}
                - {to: status, from: employeeType, words: {Active: Active, Left: Terminated}}
                """.formatted(
                        slapd.port(), pair.pem().replace("\n", "\\n"), bind, PEOPLE, everySeconds));
    }

    private void awaitReason(String reason) {
        new HrSource(company).awaitReason(reason);
    }

    private String message() {
        return new HrSource(company).message();
    }

    private UserSourceStatus status() {
        return new HrSource(company).status();
    }

    private Map<String, ProvisionedUser> people() {
        return company.users().stream()
                .collect(Collectors.toMap(user -> user.getSpec().userName(), user -> user));
    }

    private ProvisionedUser user(String login) {
        return Optional.ofNullable(people().get(login)).orElseThrow(() -> new AssertionError("nobody is " + login));
    }

    private static String statusOf(ProvisionedUser user) {
        return Optional.ofNullable(user.getSpec().employments().getFirst().status())
                .orElse("");
    }

    @Test
    void whoeverJoinsMovesAndLeavesDoesSoByTheDirectoryLongBeforeItIsReadAgain() throws Exception {
        reads(86_400, Slapd.USHER);
        awaitReason("Applied");
        var ada = user("ada");
        assertThat(ada.getMetadata().getName()).startsWith("hr-");
        assertThat(ada.getSpec().externalId()).isEqualTo("1815");
        assertThat(ada.getSpec().email()).isEqualTo("ada@example.com");
        assertThat(ada.getSpec().department()).isEqualTo("Engineering");
        assertThat(Optional.ofNullable(ada.getSpec().manager()).map(Reference::name))
                .contains(user("charles").getMetadata().getName());
        assertThat(ada.getSpec().employments().getFirst().id()).isEqualTo("hr:1815");

        person("mary", "1780", "Active");
        soon(() -> assertThat(people()).containsOnlyKeys("ada", "charles", "mary"));

        replace("ada", "departmentNumber", "Mathematics");
        soon(() -> assertThat(user("ada").getSpec().department()).isEqualTo("Mathematics"));

        admin.modifyDN(dn("ada"), "uid=ada.king", true);
        soon(() -> assertThat(people()).containsOnlyKeys("ada.king", "charles", "mary"));

        replace("ada.king", "employeeType", "Left");
        soon(() -> assertThat(statusOf(user("ada.king"))).isEqualTo("Terminated"));
        assertThat(statusOf(user("charles"))).isEqualTo("Active");
    }

    @Test
    void aDirectoryThatCannotBeReadTouchesNobodyAndItIsSaidWhatToDo() throws Exception {
        reads(86_400, Slapd.USHER);
        awaitReason("Applied");
        assertThat(status().created()).isEqualTo(2);

        reads(86_400, "cn=somebody," + Slapd.BASE);
        awaitReason("SourceNotRead");
        assertThat(message()).contains("it does not take what proves who asks");

        company.secret("hr", "ldap.example.com", Map.of("password", Slapd.PASSWORD));
        reads(86_399, Slapd.USHER);
        soon(() -> assertThat(message()).contains("usher.dev/hosts"));

        assertThat(people().values()).extracting(DirectorySourceIT::statusOf).containsOnly("Active");
        company.secret("hr", "127.0.0.1", Map.of("password", Slapd.PASSWORD));
        reads(86_400, Slapd.USHER);
        awaitReason("Applied");
    }

    @Test
    void aSourceIsReadInOneWay() {
        var both = """
                csv: {configMap: {name: hr, key: people.csv}}
                ldap:
                  url: ldaps://127.0.0.1
                  bind: {dn: "%s", secretRef: {name: hr, key: password}}
                  base: %s
                """.formatted(Slapd.USHER, PEOPLE);
        var rest = "key: employeeNumber\nfields: [{to: userName, from: uid}]\n";

        for (var spec : List.of(rest, both + rest)) {
            assertThatThrownBy(() -> company.apply("UserSource", "hr", spec))
                    .hasMessageContaining("by exactly one of `csv`, `http` and `ldap`");
        }
    }

    @Test
    void aFilterThatIsNoneIsSaidAndNothingIsRead() {
        company.apply("UserSource", "hr", """
                ldap:
                  url: ldaps://127.0.0.1
                  bind: {dn: "%s", secretRef: {name: hr, key: password}}
                  base: %s
                  filter: (objectClass=inetOrgPerson))
                key: employeeNumber
                fields:
                - {to: userName, from: uid}
                """.formatted(Slapd.USHER, PEOPLE));

        awaitReason("SpecInvalid");
        assertThat(message()).contains("filter");
        assertThat(company.users()).isEmpty();
    }

    @Test
    void anEntryIsToldHowItsPersonIsCalledAndNobodyIsChangedByThat() throws Exception {
        company.apply(
                "UserSource", "hr", """
                ldap:
                  url: ldap://127.0.0.1:%d
                  tls: {startTLS: true, caBundle: "%s"}
                  bind: {dn: "%s", secretRef: {name: hr, key: password}}
                  base: %s
                  filter: (objectClass=inetOrgPerson)
                  changesEverySeconds: 2
                key: employeeNumber
                everySeconds: 3600
                fields:
                - {to: externalId, from: employeeNumber}
                - {to: name.family, from: sn}
                - {to: status, from: employeeType, words: {Active: Active, Left: Terminated}}
                naming:
                  userName: {candidates: ["'login-' + name.family", "'login-' + name.family + string(n)"]}
                writeBack:
                  fields: [{from: userName, to: displayName}]
                  ldap: {}
                """.formatted(slapd.port(), pair.pem().replace("\n", "\\n"), Slapd.ADMIN, PEOPLE));

        soon(() -> assertThat(requireNonNull(admin.getEntry(dn("ada"))).getAttributeValue("displayName"))
                .isEqualTo("login-ada"));
        soon(() -> assertThat(requireNonNull(admin.getEntry(dn("charles"))).getAttributeValue("displayName"))
                .isEqualTo("login-charles"));
        soon(() -> {
            assertThat(status().writeBack()).isNotNull();
            assertThat(requireNonNull(status().writeBack()).owed()).isZero();
        });
        var run = status().run();
        var generations = company.users().stream()
                .map(user -> user.getMetadata().getGeneration())
                .toList();

        replace("ada", "title", "Countess");
        person("eve", "9", "Active");
        soon(() -> assertThat(requireNonNull(admin.getEntry(dn("eve"))).getAttributeValue("displayName"))
                .isEqualTo("login-eve"));

        assertThat(status().run()).isNotEqualTo(run);
        assertThat(company.users().stream()
                        .filter(user -> !"login-eve".equals(user.getSpec().userName()))
                        .map(user -> user.getMetadata().getGeneration()))
                .containsExactlyInAnyOrderElementsOf(generations);
    }
}
