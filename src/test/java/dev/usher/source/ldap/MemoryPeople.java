package dev.usher.source.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;

/** A directory in this process in which everything can be written, without a schema. */
record MemoryPeople(InMemoryDirectoryServer server) implements AutoCloseable {
    static final String USHER = "cn=usher,dc=example,dc=com";
    static final String PASSWORD = "right";

    static MemoryPeople start(InMemoryOperationInterceptor... interceptors) throws Exception {
        return start(List.of(ContentSyncRequestControl.SYNC_REQUEST_OID), interceptors);
    }

    /** One that changes an entry only as long as it is what somebody read (RFC 4528). */
    static MemoryPeople startAsserting(InMemoryOperationInterceptor... interceptors) throws Exception {
        return start(List.of(AssertionRequestControl.ASSERTION_REQUEST_OID), interceptors);
    }

    private static MemoryPeople start(List<String> controls, InMemoryOperationInterceptor... interceptors)
            throws Exception {
        var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
        config.addAdditionalBindCredentials(USHER, PASSWORD);
        config.setSchema(null);
        var root = new Entry(
                "dn: ",
                "objectClass: top",
                "namingContexts: dc=example,dc=com",
                "supportedControl: " + SimplePagedResultsControl.PAGED_RESULTS_OID);
        controls.forEach(control -> root.addAttribute("supportedControl", control));
        config.setRootDSEEntry(root);
        for (var interceptor : interceptors) {
            config.addInMemoryOperationInterceptor(interceptor);
        }
        var server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
        server.add("dn: " + Read.BASE, "objectClass: organizationalUnit", "ou: people");
        server.startListening();
        return new MemoryPeople(server);
    }

    /** Somebody, with whatever else there is of them in LDIF. */
    MemoryPeople with(String uid, String... lines) throws Exception {
        var all = new String[lines.length + 3];
        all[0] = "dn: uid=" + uid + "," + Read.BASE;
        all[1] = "objectClass: person";
        all[2] = "uid: " + uid;
        System.arraycopy(lines, 0, all, 3, lines.length);
        server.add(all);
        return this;
    }

    Read read() {
        return Read.from(server.getListenPort(), USHER, PASSWORD);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
