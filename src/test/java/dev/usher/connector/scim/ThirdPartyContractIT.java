package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.Outcome;
import dev.usher.domain.account.Account;
import dev.usher.thirdparty.KeycloakServer;
import dev.usher.thirdparty.ScimmyServer;
import dev.usher.thirdparty.ThirdPartyApp;
import dev.usher.thirdparty.ThirdPartyScimServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the connector promises, of somebody else's servers, and of one as it announces itself in several ways: it does what it announces, and nothing else. */
class ThirdPartyContractIT extends ScimContract {
    private final List<Server> servers = new ArrayList<>();

    /** One for all tests: they bring their own people and groups. */
    private record Server(String name, ThirdPartyApp process, Map<String, Object> block) implements App {
        @Override
        public Running start() {
            return new Running(process.endpoint(), process.token(), block, () -> {});
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void startServers(@TempDir Path directory) throws IOException {
        servers.add(new Server(
                "everything, by its preset", ThirdPartyScimServer.start(), Map.of("preset", "scim2-server@1")));
        var keycloak = KeycloakServer.start();
        servers.add(new Server("Keycloak, by its preset", keycloak, Map.of("preset", "keycloak@1")));
        servers.add(new Server("Keycloak, as it announces itself", keycloak, Map.of()));
        servers.add(new Server("SCIMMY, by its preset", ScimmyServer.start(), Map.of("preset", "scimmy@1")));
        announces(directory, "no PATCH", false, true, 1000);
        announces(directory, "no ETag", true, false, 1000);
        announces(directory, "three on a page", true, true, 3);
        announces(directory, "nothing but filters", false, false, 50);
    }

    private void announces(Path directory, String name, boolean patch, boolean etag, int most) throws IOException {
        servers.add(new Server(name, announcing(directory, patch, etag, true, most), Map.of()));
    }

    private static ThirdPartyScimServer announcing(
            Path directory, boolean patch, boolean etag, boolean filter, int most) throws IOException {
        var file = Files.createTempFile(directory, "announced", ".json");
        Files.writeString(file, """
                {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
                 "patch": {"supported": %s}, "etag": {"supported": %s},
                 "filter": {"supported": %s, "maxResults": %d},
                 "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
                 "sort": {"supported": false}, "changePassword": {"supported": false}}
                """.formatted(patch, etag, filter, most));
        return ThirdPartyScimServer.announcing(file);
    }

    @AfterAll
    void stopServers() {
        servers.forEach(server -> server.process().close());
    }

    @Override
    Stream<? extends App> apps() {
        return servers.stream();
    }

    @Test
    void withoutFiltersAccountsAndGroupsAreFoundAmongAllThereAre(@TempDir Path directory) throws Exception {
        try (var server = announcing(directory, true, true, false, 1000);
                var client = Client.open(server.endpoint(), server.token())) {
            var ada = desired("e-1", "ada");
            var id = Client.agreedId(client.create(ada));

            assertThat(client.find("e-1", "ada").accounts)
                    .extracting(Account::id)
                    .containsExactly(id);
            assertThat(client.find("e-2", "grace").accounts).isEmpty();
            assertThat(client.create(ada))
                    .isInstanceOfSatisfying(
                            Outcome.Exists.class,
                            exists -> assertThat(exists.candidates())
                                    .extracting(Account::id)
                                    .containsExactly(id));
            client.define(Client.STAFF);
            client.add(Client.STAFF, id);
            assertThat(client.members(Client.STAFF).members).containsExactly(id);
            client.disable(id);
            assertThat(client.read(id).accounts).extracting(Account::active).containsExactly(false);
        }
    }
}
