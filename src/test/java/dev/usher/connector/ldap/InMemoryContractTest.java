package dev.usher.connector.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import java.util.List;
import java.util.Map;

/** What every connector promises, of a directory in this process: an attribute of two values says who gets in. */
class InMemoryContractTest extends ConnectorContract {
    @Override
    protected ConnectorUnderTest start() throws Exception {
        var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        config.addAdditionalBindCredentials("cn=usher,dc=example,dc=com", "right");
        var server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        server.add("dn: ou=people,dc=example,dc=com", "objectClass: organizationalUnit", "ou: people");
        server.add("dn: ou=groups,dc=example,dc=com", "objectClass: organizationalUnit", "ou: groups");
        server.startListening();
        return new DirectoryUnderTest(
                server.getListenPort(),
                "right",
                Map.of(
                        "bind",
                        Map.of(
                                "dn",
                                "cn=usher,dc=example,dc=com",
                                "secretRef",
                                Map.of("name", "ldap", "key", "password")),
                        "users",
                        Map.of(
                                "base",
                                "ou=people,dc=example,dc=com",
                                "objectClasses",
                                List.of("inetOrgPerson"),
                                "dn",
                                "uid={userName}",
                                "disable",
                                Map.of(
                                        "by", "attribute",
                                        "attribute", "employeeType",
                                        "enabled", "active",
                                        "disabled", "inactive")),
                        "groups",
                        Map.of("base", "ou=groups,dc=example,dc=com", "create", true)),
                () -> server.shutDown(true));
    }
}
