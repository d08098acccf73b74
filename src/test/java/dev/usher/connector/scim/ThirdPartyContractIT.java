package dev.usher.connector.scim;

import dev.usher.connector.contract.ConnectorContract;
import dev.usher.connector.contract.ConnectorUnderTest;
import dev.usher.connector.contract.Lack;
import dev.usher.thirdparty.KeycloakServer;
import dev.usher.thirdparty.ScimmyServer;
import dev.usher.thirdparty.ThirdPartyApp;
import dev.usher.thirdparty.ThirdPartyScimServer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every connector promises, of somebody else's servers, and of one as it announces itself in several ways: it does what it announces, and nothing else. */
@ParameterizedClass
@MethodSource("apps")
class ThirdPartyContractIT extends ConnectorContract {
    private static final int MANY = 120;
    /** It takes whatever it is given for a member. */
    private static final Lack[] OF_SCIM2 = {Lack.FORGETTING, Lack.KNOWN_MEMBERS, Lack.KNOWN_ATTRIBUTES, Lack.PASSWORDS};
    /** The same, and user names of other letters are others. */
    private static final Lack[] OF_SCIMMY = {
        Lack.CASELESS_NAMES, Lack.FORGETTING, Lack.KNOWN_MEMBERS, Lack.KNOWN_ATTRIBUTES, Lack.PASSWORDS
    };

    /** Starts a server. */
    private interface Starter {
        ThirdPartyApp start() throws IOException;
    }

    /** A server, and how it is declared. */
    record App(String name, Starter starter, Map<String, Object> block, Set<Lack> lacks) {
        private static App of(String name, Starter starter, String preset, Lack... lacks) {
            return new App(name, starter, preset.isEmpty() ? Map.of() : Map.of("preset", preset), Set.of(lacks));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Parameter
    @SuppressWarnings("NullAway.Init")
    App app;

    @AfterParameterizedClassInvocation
    void endsBeforeTheNext() {
        end();
    }

    static Stream<App> apps() {
        return Stream.of(
                App.of("everything, by its preset", ThirdPartyScimServer::start, "scim2-server@1", OF_SCIM2),
                App.of("SCIMMY, by its preset", ScimmyServer::start, "scimmy@1", OF_SCIMMY),
                App.of("no PATCH", () -> Announcing.server(false, true, true, 1000), "", OF_SCIM2),
                App.of("no ETag", () -> Announcing.server(true, false, true, 1000), "", OF_SCIM2),
                App.of("three on a page", () -> Announcing.server(true, true, true, 3), "", OF_SCIM2),
                App.of("nothing but filters", () -> Announcing.server(false, false, true, 50), "", OF_SCIM2),
                App.of("Keycloak, by its preset", KeycloakServer::start, "keycloak@1", Lack.PASSWORDS),
                App.of("Keycloak, as it announces itself", KeycloakServer::start, "", Lack.PASSWORDS));
    }

    @Override
    protected ConnectorUnderTest start() throws IOException {
        var server = app.starter().start();
        return new ScimUnderTest(
                server.endpoint(),
                server.token(),
                app.block(),
                app.lacks(),
                MANY,
                (account, password) -> false,
                server::close);
    }
}
