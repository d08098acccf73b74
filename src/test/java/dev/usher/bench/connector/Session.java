package dev.usher.bench.connector;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.AppSession;
import dev.usher.connector.Credentials;
import dev.usher.connector.Learned;
import dev.usher.connector.Op;
import dev.usher.connector.Wire;
import dev.usher.connector.scim.ScimConnector;
import dev.usher.domain.account.AppId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The connector's session with a simulated app, over a wire that lets everything pass. */
final class Session {
    static final AppId APP = new AppId("people", "wiki");

    /** As long as that of a lane, which has one for each request. */
    static final String CORRELATION = "000102030405060708090a0b0c0d0e0f";

    private static final Wire.Ticket TICKET = new Wire.Ticket(Duration.ofSeconds(30), CORRELATION);
    private static final NetworkPolicy LOCAL = NetworkPolicy.parse("127.0.0.0/8", true);

    private Session() {}

    private static final class Open implements Wire {
        @Override
        public <T> T call(Op op, Call<T> call) throws AppFailure {
            return call.send(TICKET);
        }

        @Override
        public void limits(RateHint seen) {
            throw new IllegalStateException("a simulated app of the bench has no limits");
        }
    }

    /** @param connections how many requests may be under way */
    static AppSession open(URI endpoint, String token, int connections) throws AppFailure {
        var secret = Map.of("secretRef", Map.of("name", "wiki-scim", "key", "token"));
        var config =
                new AppConfig(APP, "scim", Map.of("endpoint", endpoint.toString(), "auth", Map.of("bearer", secret)));
        return new ScimConnector(trust -> new HttpTransport(LOCAL, connections, trust), Clock.systemUTC())
                .open(config, new Credentials(Map.of("token", new Sensitive(token)), "1"), Learned.NOTHING, new Open());
    }
}
