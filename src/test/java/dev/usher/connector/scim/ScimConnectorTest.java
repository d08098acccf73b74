package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.connector.Target;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Tenant;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScimConnectorTest {
    private final HttpTransport transport = new HttpTransport(NetworkPolicy.PUBLIC_ONLY, 1);
    private final ScimConnector connector = new ScimConnector(_ -> transport, Clock.systemUTC());

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
                .isEqualTo(new Target(
                        Tenant.of("scim|scim.example.com|/v2"),
                        List.of(new SecretUse("token", "wiki-scim", "token", List.of("scim.example.com")))));
    }

    private static Preset preset(String name, int version, int pageSize) {
        return new Preset(
                name, version, name, false, null, List.of(), List.of(), Map.of("page.size", pageSize), null, List.of());
    }

    private static final Presets TWO_VERSIONS =
            new Presets(List.of(preset("rfc", 1, 1), preset("wiki", 1, 10), preset("wiki", 2, 20)));

    private AppConfig settled(Presets presets, Optional<String> declared, List<Capability> recorded) {
        var config = new HashMap<>(
                Client.config(URI.create("https://scim.example.com")).settings());
        declared.ifPresent(preset -> config.put("preset", preset));
        return new ScimConnector(_ -> transport, Clock.systemUTC(), presets)
                .settled(new AppConfig(Client.APP, "scim", config), recorded);
    }

    /** What an app has that declares this and whose status says that. */
    private String pinned(String declared, String... recorded) {
        var capabilities = Stream.of(recorded)
                .map(preset -> new Capability("preset", preset, Origin.spec))
                .toList();
        var settled = settled(TWO_VERSIONS, Optional.of(declared).filter(text -> !text.isEmpty()), capabilities);
        return String.valueOf(settled.settings().get("pinned"));
    }

    @Test
    void keepsThePresetInTheVersionInWhichItWasFirstUsed() {
        assertThat(pinned("wiki")).isEqualTo("wiki@2");
        assertThat(pinned("wiki", "wiki@1")).isEqualTo("wiki@1");
        assertThat(pinned("wiki@2", "wiki@1")).isEqualTo("wiki@2");
        assertThat(pinned("wiki@1", "wiki@2")).isEqualTo("wiki@1");
        assertThat(pinned("wiki", "rfc@1")).isEqualTo("wiki@2");
        assertThat(pinned("wiki", "wiki@3")).isEqualTo("wiki@3");
        assertThat(pinned("", "wiki@1")).isEqualTo("rfc@1");
        assertThat(pinned("wiki", "wiki")).isEqualTo("wiki@2");
    }

    @Test
    void changesNothingForAnAppThatIsSettledAlready() {
        var recorded = List.of(new Capability("preset", "wiki@1", Origin.spec));
        var before = new Presets(List.of(preset("rfc", 1, 1), preset("wiki", 1, 10)));

        assertThat(settled(TWO_VERSIONS, Optional.of("wiki"), recorded))
                .isEqualTo(settled(before, Optional.of("wiki"), List.of()));
    }

    @Test
    void saysWhichPresetsThereAre() {
        assertThat(connector.problems(settled(Presets.shipped(), Optional.of("intranet"), List.of())))
                .containsExactly(
                        new Problem(
                                "preset",
                                "there is no such preset; there are atlassian, aws-identity-center, databricks, github-emu,"
                                        + " google-cloud-identity, keycloak, rfc, salesforce, scim2-server, scimmy, slack, zoom"));
    }

    @Test
    void fallsBackToNoOtherVersionThanTheOneThatAnAppHas() {
        var recorded = List.of(new Capability("preset", "slack@999", Origin.spec));

        assertThat(connector.problems(settled(Presets.shipped(), Optional.of("slack"), recorded)))
                .containsExactly(Problem.newer("preset", "this version of Usher does not have slack@999"));
        assertThat(connector.problems(settled(Presets.shipped(), Optional.of("slack@1"), recorded)))
                .isEmpty();
    }

    @Test
    void speaksAsThePresetSaysUnlessTheAppSaysOtherwise() throws AppFailure {
        try (var app = StubApp.describing(Reply.of(200, "{\"filter\": {\"maxResults\": 50}}"));
                var client = Client.preset(app.endpoint(), "token", "keycloak")) {
            assertThat(client.session.capabilities().all())
                    .contains(
                            new Capability("preset", "keycloak@1", Origin.spec),
                            new Capability("preset.verified", "true", Origin.preset),
                            new Capability("page.size", "100", Origin.preset),
                            new Capability("etag", "ignore", Origin.preset),
                            new Capability("active.via", "update", Origin.defaulted));
        }
    }

    @Test
    void tellsWhatIsWrongWithTheSettings() {
        assertThat(connector.problems(new AppConfig(Client.APP, "scim", Map.of())))
                .hasSize(2);
    }
}
