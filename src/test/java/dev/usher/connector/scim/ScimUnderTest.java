package dev.usher.connector.scim;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Connector;
import dev.usher.connector.Credentials;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An app that speaks SCIM and runs, and how it is declared.
 *
 * @param block what is said beside endpoint and credentials
 */
record ScimUnderTest(
        URI endpoint, String token, Map<String, Object> block, Set<Lack> lacks, int many, SignOn signOn, Runnable end)
        implements ConnectorUnderTest {
    /** Somebody who tries to get in. */
    @FunctionalInterface
    interface SignOn {
        boolean isTaken(String account, String password) throws Exception;
    }

    private static final NetworkPolicy POLICY = NetworkPolicy.parse("127.0.0.0/8", true);

    @Override
    public Connector connector() {
        return new ScimConnector(tls -> new HttpTransport(POLICY, 16, tls), Clock.systemUTC());
    }

    @Override
    public int port() {
        return endpoint.getPort();
    }

    @Override
    public AppConfig at(int where) {
        var declared = new HashMap<>(block);
        declared.put("endpoint", "http://127.0.0.1:" + where + endpoint.getRawPath());
        declared.put("auth", Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token"))));
        return new AppConfig(Client.APP, "scim", declared);
    }

    @Override
    public Credentials credentials(boolean right) {
        return new Credentials(Map.of("token", new Sensitive(right ? token : "wrong")), "1");
    }

    @Override
    public RemoteId nobody() {
        return new RemoteId("00000000-0000-0000-0000-000000000000");
    }

    @Override
    public boolean letsIn(RemoteId account, String password) throws Exception {
        return signOn.isTaken(account.value(), password);
    }

    @Override
    public void close() {
        end.run();
    }
}
