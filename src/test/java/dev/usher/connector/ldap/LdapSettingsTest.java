package dev.usher.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @Test
    void whatSaysWhoGetsInIsNoAttributeOfAMapping() {
        for (var name : List.of(
                "userPassword",
                "USERPASSWORD",
                "unicodePwd",
                "objectClass",
                "pwdAccountLockedTime",
                "memberOf",
                "manager",
                "a;b",
                "a b")) {
            assertThat(Naming.objection(name)).as(name).isPresent();
        }
        assertThat(Naming.objection("employeeType")).isEmpty();
    }
}
