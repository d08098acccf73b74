package dev.usher.bench.directory;

import dev.usher.bench.duel.Lane;
import dev.usher.bench.duel.Side;
import dev.usher.connector.AppFailure;
import dev.usher.connector.ldap.LdapConnector;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.SocketTransport;
import dev.usher.thirdparty.Slapd;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** By a session of the connector. */
record ByConnector(Lane lane) implements Side {
    static ByConnector open(Slapd slapd, String base, int connections, int page) throws AppFailure {
        var policy = NetworkPolicy.parse("127.0.0.0/8", true);
        var settings = Map.<String, Object>of(
                "url",
                "ldap://127.0.0.1:" + slapd.port(),
                "bind",
                Map.of("dn", Slapd.USHER, "secretRef", Map.of("name", "ldap", "key", "password")),
                "pageSize",
                page,
                "users",
                Map.of(
                        "base",
                        base,
                        "objectClasses",
                        List.of("inetOrgPerson"),
                        "dn",
                        "uid={userName}",
                        "disable",
                        Map.of("by", "ppolicy")));
        var connector = new LdapConnector(tls -> new SocketTransport(policy, tls), connections, Clock.systemUTC());
        return new ByConnector(Lane.open(connector, settings, Slapd.PASSWORD));
    }

    @Override
    public String create(String name) {
        return lane.create(name);
    }

    @Override
    public void retitle(String id, String title) {
        lane.retitle(id, title);
    }

    @Override
    public int count() throws AppFailure {
        return lane.count();
    }

    @Override
    public void close() {
        lane.close();
    }
}
