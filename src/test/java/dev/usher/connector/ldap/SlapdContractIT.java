package dev.usher.connector.ldap;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.thirdparty.Slapd;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every connector promises, of OpenLDAP, whose password policy says who gets in. */
class SlapdContractIT extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() {
        var slapd = Slapd.startUnlimited("", "syncprov-sessionlog 1000");
        return new DirectoryUnderTest(
                slapd.port(), Slapd.PASSWORD, settings("ppolicy", "groupOfNames"), Set.of(), slapd::close);
    }

    static Map<String, Object> settings(String disable, String groupClass) {
        return Map.of(
                "bind",
                Map.of("dn", Slapd.USHER, "secretRef", Map.of("name", "ldap", "key", "password")),
                "users",
                Map.of(
                        "base",
                        "ou=people," + Slapd.BASE,
                        "objectClasses",
                        List.of("inetOrgPerson"),
                        "dn",
                        "uid={userName}",
                        "disable",
                        Map.of("by", disable)),
                "groups",
                Map.of("base", "ou=groups," + Slapd.BASE, "create", true, "objectClass", groupClass));
    }
}
