package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.Target;
import dev.usher.domain.account.Tenant;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScimConnectorTest {
    private final HttpTransport transport = new HttpTransport(NetworkPolicy.PUBLIC_ONLY, 1);
    private final ScimConnector connector = new ScimConnector(() -> transport, Clock.systemUTC());

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void isNamedAsItsBlock() {
        assertThat(connector.type()).isEqualTo("scim");
    }

    @Test
    void addressesTheHostAndTenantOfTheEndpoint() {
        var config = Client.config(URI.create("https://SCIM.example.com:443/v2/"));
        assertThat(connector.problems(config)).isEmpty();
        assertThat(connector.target(config))
                .isEqualTo(new Target("scim.example.com", Tenant.of("scim|scim.example.com|/v2")));
    }

    @Test
    void tellsWhatIsWrongWithTheSettings() {
        assertThat(connector.problems(new AppConfig(Client.APP, "scim", Map.of())))
                .hasSize(3);
    }
}
