package dev.usher.connector.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A directory in this process, of which an attribute of two values says who gets in. */
final class MemoryDirectory {
    static final String USHER = "cn=usher,dc=example,dc=com";
    private static final String PASSWORD = "right";

    private MemoryDirectory() {}

    static InMemoryDirectoryServerConfig config() throws Exception {
        var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        config.addAdditionalBindCredentials(USHER, PASSWORD);
        return config;
    }

    static DirectoryUnderTest start(InMemoryDirectoryServerConfig config) throws Exception {
        var server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        server.add("dn: ou=people,dc=example,dc=com", "objectClass: organizationalUnit", "ou: people");
        server.add("dn: ou=groups,dc=example,dc=com", "objectClass: organizationalUnit", "ou: groups");
        server.startListening();
        return new DirectoryUnderTest(
                server.getListenPort(), PASSWORD, settings(), Set.of(), () -> server.shutDown(true));
    }

    private static Map<String, Object> settings() {
        var disable =
                Map.of("by", "attribute", "attribute", "employeeType", "enabled", "active", "disabled", "inactive");
        return Map.of(
                "bind",
                Map.of("dn", USHER, "secretRef", Map.of("name", "ldap", "key", "password")),
                "users",
                Map.of(
                        "base",
                        "ou=people,dc=example,dc=com",
                        "objectClasses",
                        List.of("inetOrgPerson"),
                        "dn",
                        "uid={userName}",
                        "disable",
                        disable),
                "groups",
                Map.of("base", "ou=groups,dc=example,dc=com", "create", true));
    }
}
