package dev.usher.connector.ldap;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory that runs, and how it is declared.
 *
 * @param settings what is said beside the address
 */
record DirectoryUnderTest(int port, String password, Map<String, Object> settings, Set<Lack> lacks, Runnable end)
        implements ConnectorUnderTest {
    static final AppId APP = new AppId("people", "directory");
    private static final NetworkPolicy POLICY = NetworkPolicy.parse("127.0.0.0/8", true);

    @Override
    public Connector connector() {
        return new LdapConnector(tls -> new SocketTransport(POLICY, tls), 8, Clock.systemUTC());
    }

    @Override
    public AppConfig at(int where) {
        var block = new HashMap<>(settings);
        block.put("url", "ldap://127.0.0.1:" + where);
        return new AppConfig(APP, "ldap", block);
    }

    @Override
    public Credentials credentials(boolean right) {
        return new Credentials(Map.of("password", new Sensitive(right ? password : "wrong")), "1");
    }

    @Override
    public RemoteId nobody() {
        return new RemoteId("00000000-0000-0000-0000-000000000000");
    }

    @Override
    public boolean letsIn(RemoteId account, String password) throws Exception {
        try (var known = new LDAPConnection("127.0.0.1", port, text("bind", "dn"), this.password);
                var somebody = new LDAPConnection("127.0.0.1", port)) {
            var found = known.search(
                    text("users", "base"),
                    SearchScope.SUB,
                    Filter.createEqualityFilter("entryUUID", account.value()),
                    "employeeType");
            var entry = requireNonNull(found.getSearchEntries()).getFirst();
            somebody.bind(entry.getDN(), password);
            return !entry.hasAttributeValue("employeeType", "inactive");
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
                return false;
            }
            throw e;
        }
    }

    private String text(String block, String name) {
        return settings.getOrDefault(block, Map.of()) instanceof Map<?, ?> map ? String.valueOf(map.get(name)) : "";
    }

    @Override
    public void close() {
        end.run();
    }

    static Desired person(String externalId, String userName) {
        return new Desired(
                new Identity("people", externalId),
                Attributes.of(Map.of("userName", userName, "displayName", userName, "familyName", "x")),
                new TreeSet<>());
    }
}
