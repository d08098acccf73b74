package dev.usher.operator;

import static dev.usher.operator.Company.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.api.AccessLock;
import dev.usher.api.AccountEntry;
import dev.usher.api.CredentialEntry;
import dev.usher.api.ProvisionedUser;
import dev.usher.cluster.ControlPlane;
import dev.usher.cluster.TestNamespace;
import dev.usher.cluster.WithControlPlane;
import dev.usher.simulator.KeyPairs;
import dev.usher.thirdparty.Slapd;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People sign on at OpenLDAP by what they find in Secrets of a real API server, where the packaged operator has put it. */
@ExtendWith(WithControlPlane.class)
class CredentialsIT {
    private static final String PEOPLE = "ou=people," + Slapd.BASE;

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
        world = OperatorWorld.prepare(plane, home, 1);
        company = world.company();
        company.secret("directory", "127.0.0.1", Slapd.PASSWORD);
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
                      disable: {by: ppolicy}
                attributes: [{to: title, value: user.title}]
                credentials: {initial: Generated, policy: {length: 24}, deliver: {labels: {by: letter}}}
                """.formatted(
                        slapd.port(), pair.pem().replace("\n", "\\n"), Slapd.USHER, PEOPLE));
        company.role("employee", "{grants: [{app: {name: directory}}]}");
        world.launchOperator(Map.of("USHER_NETWORK_PLAINTEXT", "false")).awaitReady();
    }

    @AfterAll
    static void end() {
        world.close();
        admin.close();
        slapd.close();
    }

    private static void declares(String name, String status, String title) {
        company.user(name, """
                userName: %1$s
                externalId: "%1$s-7"
                name: {given: %1$s, family: Lovelace}
                displayName: %1$s
                title: %3$s
                employments: [{id: main, status: %2$s}]
                roles: [{name: employee}]
                """.formatted(name, status, title));
    }

    private static AccountEntry joins(String name) {
        declares(name, "Active", "Analyst");
        company.awaitReady(name);
        return company.account(name, "directory");
    }

    private static Optional<Secret> secret(CredentialEntry entry) {
        return company.find(Secret.class, entry.secret());
    }

    private static String fetched(String name) {
        var entry = requireNonNull(company.account(name, "directory").credential());
        var data = secret(entry).orElseThrow().getData();
        assertThat(text(data, "username")).isEqualTo(name);
        return text(data, "password");
    }

    private static String text(Map<String, String> data, String key) {
        return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8);
    }

    private static boolean letsIn(String name, String password) {
        try (var own = new LDAPConnection("127.0.0.1", slapd.port())) {
            own.bind("uid=" + name + "," + PEOPLE, password);
            return true;
        } catch (LDAPException _) {
            return false;
        }
    }

    private static void chooses(String name, String password) throws Exception {
        admin.modify(
                "dn: uid=" + name + "," + PEOPLE,
                "changetype: modify",
                "replace: userPassword",
                "userPassword: " + password);
    }

    private static void locks(String name, String kind) {
        company.apply("AccessLock", name + "-case", """
                user: {name: %s}
                kind: %s
                reason: case 7
                requestedBy: %s-asks
                """.formatted(name, kind, name));
        soon(() -> assertThat(company.account(name, "directory").state()).isEqualTo("Disabled"));
    }

    private static void releases(String name) {
        company.delete(AccessLock.class, name + "-case");
        soon(() -> assertThat(company.account(name, "directory").state()).isEqualTo("Active"));
    }

    @Test
    void whoJoinsSignsOnByWhatTheyFindAndThenByWhatTheyChoose() throws Exception {
        var joined = joins("ada");
        var credential = requireNonNull(joined.credential());
        var password = fetched("ada");
        assertThat(password).hasSize(24);
        assertThat(letsIn("ada", password)).isTrue();
        assertThat(secret(credential).orElseThrow().getMetadata().getLabels()).containsEntry("by", "letter");
        assertThat(storedPassword("ada")).doesNotContain(password);

        chooses("ada", "her own choice");
        declares("ada", "Active", "Countess");
        company.awaitReady("ada");

        assertThat(letsIn("ada", "her own choice")).isTrue();
        assertThat(letsIn("ada", password)).isFalse();
        assertThat(company.account("ada", "directory").credential()).isEqualTo(credential);
    }

    /** What the directory keeps, which is a hash. */
    private static String storedPassword(String name) throws LDAPException {
        var found = admin.search(PEOPLE, SearchScope.SUB, "(uid=" + name + ")", "userPassword");
        return requireNonNull(
                requireNonNull(found.getSearchEntries()).getFirst().getAttributeValue("userPassword"));
    }

    @Test
    void whosePasswordIsKnownToOthersGetsAnotherOne() throws Exception {
        var before = requireNonNull(joins("grace").credential());
        var first = fetched("grace");
        locks("grace", "Compromised");
        assertThat(letsIn("grace", first)).isFalse();
        assertThat(secret(before)).isEmpty();
        assertThat(company.account("grace", "directory").credential()).isNull();

        releases("grace");

        assertThat(letsIn("grace", first)).isFalse();
        assertThat(letsIn("grace", fetched("grace"))).isTrue();
    }

    @Test
    void whoLeavesHasAPasswordThatNobodyKnowsAndGetsOneOnReturn() throws Exception {
        joins("alan");
        var first = fetched("alan");
        declares("alan", "Terminated", "Analyst");
        company.awaitReady("alan");
        assertThat(letsIn("alan", first)).isFalse();

        // Somebody opens the account by hand.
        admin.modify("dn: uid=alan," + PEOPLE, "changetype: modify", "delete: pwdAccountLockedTime");
        assertThat(letsIn("alan", first)).isFalse();

        declares("alan", "Active", "Analyst");
        company.awaitReady("alan");
        assertThat(letsIn("alan", first)).isFalse();
        assertThat(letsIn("alan", fetched("alan"))).isTrue();
    }

    @Test
    void itGoesWithTheUser() {
        var credential = requireNonNull(joins("mary").credential());
        company.delete(ProvisionedUser.class, "mary");
        soon(() -> assertThat(secret(credential)).isEmpty());
    }
}
