package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LdapSettingsTest {
    private static Map<String, Object> block(Map<String, Object> more, Map<String, Object> users) {
        var block = new HashMap<String, Object>(Map.of(
                "url",
                "ldaps://ldap.example.com",
                "bind",
                Map.of("dn", "cn=usher,dc=example", "secretRef", Map.of("name", "s", "key", "k"))));
        var all = new HashMap<String, Object>(Map.of(
                "base",
                "ou=people,dc=example",
                "objectClasses",
                List.of("inetOrgPerson"),
                "dn",
                "uid={userName}",
                "disable",
                Map.of("by", "ppolicy")));
        all.putAll(users);
        block.put("users", all);
        block.putAll(more);
        return block;
    }

    private static List<String> problems(Map<String, Object> more, Map<String, Object> users) {
        return new LdapSettings(block(more, users))
                .problems().stream().map(Problem::field).toList();
    }

    @Test
    void whatIsCompleteHasNoProblem() {
        assertThat(problems(Map.of(), Map.of())).isEmpty();
        assertThat(problems(Map.of("groups", Map.of("base", "ou=groups,dc=example")), Map.of()))
                .isEmpty();
    }

    @Test
    void eachFieldThatIsWrongIsNamed() {
        assertThat(problems(Map.of("url", "https://ldap.example.com"), Map.of()))
                .containsExactly("url");
        assertThat(problems(Map.of("url", "ldap://u@ldap.example.com"), Map.of()))
                .containsExactly("url");
        assertThat(problems(Map.of("url", "ldaps://ldap.example.com/dc=example"), Map.of()))
                .containsExactly("url");
        assertThat(problems(Map.of("tls", Map.of("startTLS", true)), Map.of())).containsExactly("tls.startTLS");
        assertThat(problems(Map.of("tls", Map.of("caBundle", "none")), Map.of()))
                .containsExactly("tls.caBundle");
        assertThat(problems(Map.of("bind", Map.of("dn", "usher")), Map.of()))
                .containsExactly("bind.dn", "bind.secretRef");
        assertThat(problems(Map.of(), Map.of("base", "people"))).containsExactly("users.base");
        assertThat(problems(Map.of(), Map.of("dn", "uid={email}"))).containsExactly("users.dn");
        assertThat(problems(Map.of(), Map.of("dn", "uid={userName},staff"))).containsExactly("users.dn");
        assertThat(problems(Map.of(), Map.of("disable", Map.of("by", "attribute"))))
                .containsExactly("users.disable");
        assertThat(problems(Map.of(), Map.of("attributes", Map.of("email", "userPassword"))))
                .containsExactly("users.attributes");
        assertThat(problems(Map.of(), Map.of("attributes", Map.of("title", "employeeNumber"))))
                .containsExactly("users.attributes");
        assertThat(problems(Map.of("groups", Map.of("base", "x")), Map.of())).containsExactly("groups.base");
    }

    @Test
    void whatANewerVersionMayKnowIsSaidToBeSo() {
        var settings = new LdapSettings(block(Map.of(), Map.of("disable", Map.of("by", "magic"))));
        assertThat(settings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("users.disable.by");
            assertThat(problem.newer()).isTrue();
        });
    }

    @Test
    void twoWaysToWriteOneBaseAreOneTenant() {
        var one = new LdapSettings(block(Map.of(), Map.of())).tenant();
        assertThat(new LdapSettings(block(Map.of("url", "ldaps://LDAP.example.com:636"), Map.of())).tenant())
                .isEqualTo(one);
        assertThat(new LdapSettings(block(Map.of(), Map.of("base", "OU=People, dc=example"))).tenant())
                .isEqualTo(one);
        assertThat(new LdapSettings(block(Map.of(), Map.of("base", "ou=others,dc=example"))).tenant())
                .isNotEqualTo(one);
    }

    private static Optional<String> objection(Map<String, Object> users, String attribute) {
        return new LdapSettings(block(Map.of(), users)).objection(attribute);
    }

    private static final List<String> WHO_GETS_IN = List.of(
            "userPassword",
            "USERPASSWORD",
            "unicodePwd",
            "objectClass",
            "pwdAccountLockedTime",
            "memberOf",
            "authzTo",
            "authzFrom",
            "aci",
            "nsRoleDN",
            "msDS-KeyCredentialLink",
            "altSecurityIdentities",
            "sambaNTPassword",
            "uidNumber",
            "gidNumber",
            "accountExpires",
            "lockoutTime");

    @Test
    void whatSaysWhoGetsInIsNoAttributeOfAMapping() {
        for (var name : WHO_GETS_IN) {
            assertThat(objection(Map.of(), name))
                    .as(name)
                    .hasValueSatisfying(advice -> assertThat(advice).contains("leave it out"));
        }
        assertThat(objection(Map.of(), "manager")).isPresent();
    }

    @Test
    void whatSaysWhoGetsInCanBeNoSettingEither() {
        for (var name : WHO_GETS_IN) {
            assertThat(problems(Map.of(), Map.of("key", name))).as(name).containsExactly("users.key");
            assertThat(problems(Map.of(), Map.of("dn", name + "={userName}")))
                    .as(name)
                    .containsExactly("users.dn");
            assertThat(problems(Map.of(), Map.of("attributes", Map.of("nickName", name))))
                    .as(name)
                    .containsExactly("users.attributes");
            assertThat(problems(
                            Map.of(),
                            Map.of("disable", Map.of("by", "attribute", "attribute", name, "disabled", "known"))))
                    .as(name)
                    .containsExactly("users.disable.attribute");
        }
    }

    @Test
    void whatTellsOfTheLastUseIsNothingThatUsherWritesOrThatIsSecret() {
        for (var name : List.of("userPassword", "pwdHistory", "krbPrincipalKey", "sambaNTPassword", "a;b", "a b")) {
            assertThat(problems(Map.of(), Map.of("lastUse", name))).as(name).containsExactly("users.lastUse");
        }
        for (var name : List.of("employeeNumber", "UID", "title", "costCenterNumber", "employeeType")) {
            var users = Map.<String, Object>of(
                    "lastUse",
                    name,
                    "attributes",
                    Map.of("costCenter", "costCenterNumber"),
                    "disable",
                    Map.of("by", "attribute", "attribute", "employeeType", "disabled", "gone"));
            assertThat(problems(Map.of(), users)).as(name).containsExactly("users.lastUse");
        }
        for (var name : List.of(
                "pwdLastSuccess",
                "authTimestamp",
                "lastLoginTime",
                "lastLogonTimestamp",
                "krbLastSuccessfulAuth",
                "msDS-LastSuccessfulInteractiveLogonTime")) {
            assertThat(problems(Map.of(), Map.of("lastUse", name))).as(name).isEmpty();
        }
    }

    @Test
    void whatUsherWritesIsNotTakenForTheLastUseEither() {
        var flavour = Map.<String, Object>of("disable", Map.of("by", "nsAccountLock"));
        assertThat(new LdapSettings(block(Map.of(), flavour)).usualLastUse()).contains("lastLoginTime");
        var mapped = new HashMap<>(flavour);
        mapped.put("attributes", Map.of("login", "lastLoginTime"));
        assertThat(new LdapSettings(block(Map.of(), mapped)).usualLastUse()).isEmpty();
    }

    @Test
    void anAttributeThatTheDirectoryIsNotSaidToTakeIsAskedToBeAdded() {
        assertThat(objection(Map.of(), "title")).isEmpty();
        for (var name : List.of("employeeType", "loginShell", "a;b", "a b")) {
            assertThat(objection(Map.of(), name))
                    .as(name)
                    .hasValueSatisfying(
                            advice -> assertThat(advice).contains("add it to `spec.connector.ldap.users.attributes`"));
        }
        assertThat(objection(Map.of("attributes", Map.of("employeeType", "employeeType")), "employeeType"))
                .isEmpty();
        assertThat(objection(Map.of("dn", "wrong"), "employeeType"))
                .as("what is wrong with the settings is said first")
                .isEmpty();
    }

    @Test
    void oneAttributeIsOneThing() {
        for (Map<String, Object> users : List.<Map<String, Object>>of(
                Map.of("dn", "mail={userName}"),
                Map.of("dn", "uid={externalId}"),
                Map.of("dn", "employeeNumber={userName}"),
                Map.of("key", "uid"),
                Map.of("key", "CN"),
                Map.of("key", "mail"),
                Map.of("attributes", Map.of("costCenter", "departmentNumber")),
                Map.of("attributes", Map.of("one", "description", "two", "Description")),
                Map.of("disable", Map.of("by", "attribute", "attribute", "title", "disabled", "gone")),
                Map.of("disable", Map.of("by", "attribute", "attribute", "employeeNumber", "disabled", "gone")))) {
            assertThat(problems(Map.of(), users)).as(users.toString()).containsExactly("users.attributes");
        }
        for (Map<String, Object> users : List.<Map<String, Object>>of(
                Map.of("dn", "employeeNumber={externalId}"),
                Map.of("dn", "cn={userName}"),
                Map.of("dn", "cn={displayName}", "attributes", Map.of("userName", "sAMAccountName")),
                Map.of("attributes", Map.of("costCenter", "departmentNumber", "department", "ou")),
                Map.of("dn", "mail={userName}", "attributes", Map.of("email", "otherMailbox")))) {
            assertThat(problems(Map.of(), users)).as(users.toString()).isEmpty();
        }
    }

    @Test
    void whoeverIsPutInAGroupAsNobodyIsNoAccount() {
        var groups = Map.of("base", "ou=groups,dc=example", "placeholder", "uid=ada, OU=people,dc=example");
        assertThat(problems(Map.of("groups", groups), Map.of())).containsExactly("groups.placeholder");
    }
}
