package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.usher.connector.AppConfig;
import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.HttpTransport;
import dev.usher.net.NetworkPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authors of TargetApps, apps and authorization servers who want Usher to speak to an address of their choice. */
@Timeout(60)
class HostileAddressesTest {
    private static final RemoteId ID = new RemoteId("7");
    private static final Failure REDIRECTED = Failure.of(Kind.MISCONFIGURED, Detail.REDIRECTED);
    private static final Map<String, Object> TOKEN =
            Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "token")));

    private final StubApp inside = StubApp.answering(call -> Reply.of(200, "{\"access_token\": \"t0ken\"}"));
    private final StubApp app = StubApp.answering(call -> Reply.empty(500));

    @AfterEach
    void close() {
        assertThat(inside.calls)
                .as("nobody who was named by others is asked anything")
                .isEmpty();
        inside.close();
        app.close();
    }

    private static Map<String, Object> client(String tokenUrl) {
        return Map.of(
                "oauth2",
                Map.of(
                        "tokenUrl",
                        tokenUrl,
                        "secretRef",
                        Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s")));
    }

    private static Failure failureAsClient(URI endpoint, String tokenUrl, NetworkPolicy policy) {
        return Client.failure(
                () -> Client.open(endpoint, client(tokenUrl), Map.of("clientId", "i", "clientSecret", "s"), policy));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "[fd00:ec2::254]",
                "[::ffff:169.254.169.254]",
                "[::ffff:7f00:1]",
                "[64:ff9b::10.0.0.1]",
                "[fe80::1]",
                "[::1]",
                "127.0.0.1",
                "0.0.0.0",
                "10.0.0.1",
                "192.168.0.1",
                "172.16.0.1",
                "100.64.0.1",
                "localhost",
                "localhost.",
                "kubernetes",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local.",
                "wiki.people.svc",
                "metadata.google.internal",
                "2852039166",
                "0xa9fea9fe",
                "017700000001",
                "192.0.2.1:22",
                "192.0.2.1:6379",
                "192.0.2.1:10250"
            })
    void areNoPlaceForAnEndpointOrATokenUrl(String host) {
        var url = "https://" + host + "/v2";
        assertThat(Client.failure(() -> Client.open(URI.create(url), "token", NetworkPolicy.PUBLIC_ONLY)))
                .isEqualTo(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED));

        var asClient = failureAsClient(URI.create("https://192.0.2.1/v2"), url, NetworkPolicy.PUBLIC_ONLY);
        assertThat(asClient.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(asClient.detail()).isEqualTo(Detail.TOKEN_ENDPOINT);
        assertThat(asClient.message())
                .contains(Failure.of(Kind.MISCONFIGURED, Detail.ADDRESS_REFUSED).words());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "jar:file:///a.jar!/b",
                "ldap://169.254.169.254/",
                "gopher://127.0.0.1/",
                "javascript:alert(1)",
                "//127.0.0.1/v2",
                "/v2",
                "https:///v2",
                "https://scim.example.com@169.254.169.254/v2",
                "https://user:pass@scim.example.com/v2",
                "https://\u0430pple.com/v2",
                "https://scim.example.com\\@127.0.0.1/v2",
                "https://127.0.0.1\t.example.com/v2",
                "https://127.1/v2",
                "https://0x7f.1/v2",
                "https://0251.0376.0251.0376/v2",
                "https://scim.example.com:99999/v2",
                "https://scim.example.com:0/v2"
            })
    void areSaidToBeNoneWhereTheyAreDeclared(String url) {
        assertThat(problems(url, TOKEN)).contains("endpoint");
        assertThat(problems("https://scim.example.com/v2", client(url))).containsExactly("auth.oauth2.tokenUrl");
    }

    private static List<String> problems(String endpoint, Map<String, Object> auth) {
        var connector =
                new ScimConnector(tls -> new HttpTransport(NetworkPolicy.PUBLIC_ONLY, 1, tls), Clock.systemUTC());
        return connector
                .problems(new AppConfig(Client.APP, "scim", Map.of("endpoint", endpoint, "auth", auth)))
                .stream()
                .map(problem -> problem.field())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 300, 305})
    void mayBeNamedByARedirect(int status) throws AppFailure {
        try (var client = Client.open(app.endpoint(), "token")) {
            app.answer(call -> Reply.empty(status).with("Location", inside.endpoint() + "/Users/7"));
            var refused = new Outcome.Failed(REDIRECTED);
            assertThat(client.failure(new Scope.Accounts(Set.of(ID)))).isEqualTo(REDIRECTED);
            assertThat(client.failure(new Scope.All())).isEqualTo(REDIRECTED);
            assertThat(client.failure(new Scope.Members(STAFF))).isEqualTo(REDIRECTED);
            assertThat(client.create(desired("e-1", "ada"))).isEqualTo(refused);
            assertThat(client.update(ID, delta("displayName", "x"))).isEqualTo(refused);
            assertThat(client.disable(ID)).isEqualTo(refused);
            assertThat(client.delete(ID)).isEqualTo(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void mayBeNamedByARedirectOfTheAuthorizationServer(int status) {
        app.answer(call -> Reply.empty(status).with("Location", inside.endpoint() + "/token"));
        var failure =
                failureAsClient(app.endpoint(), app.endpoint() + "/token", NetworkPolicy.parse("127.0.0.0/8", true));
        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure.message()).contains(REDIRECTED.words());
        assertThat(app.calls).hasSize(1);
    }

    @Test
    void mayBeNamedAnywhereInAnAnswer() throws AppFailure {
        var there = inside.endpoint().toString();
        try (var client = Client.open(app.endpoint(), "token")) {
            var meta = "\"meta\": {\"location\": \"" + there + "/Users/7\"}, \"$ref\": \"" + there + "/Users/7\"";
            var user = "{\"id\": \"7\", \"userName\": \"ada\", \"externalId\": \"e-1\", " + meta
                    + ", \"groups\": [{\"value\": \"g\", \"display\": \"staff\", \"$ref\": \"" + there
                    + "/Groups/g\"}], \"photos\": [{\"value\": \"" + there + "/photo\"}]}";
            app.answer(call -> (call.method().equals("GET") && call.target().contains("?")
                            ? Reply.of(
                                    200,
                                    "{\"totalResults\": 1, \"nextCursor\": \"" + there + "\", \"next\": \"" + there
                                            + "\", \"Resources\": [" + user + "]}")
                            : Reply.of(200, user))
                    .with("Location", there + "/Users/7")
                    .with("Content-Location", there + "/Users/7")
                    .with("Link", "<" + there + "/Users?page=2>; rel=\"next\"")
                    .with("Refresh", "0; url=" + there)
                    .with("Alt-Svc", "h2=\"127.0.0.1:" + inside.endpoint().getPort() + "\""));
            client.create(desired("e-1", "ada"));
            client.update(ID, delta("displayName", "x"));
            assertThat(client.read(ID).accounts).hasSize(1);
            assertThat(client.see(new Scope.All()).accounts).hasSize(1);
            assertThat(client.find("e-1", "ada").accounts).hasSize(1);
            assertThat(app.calls).allSatisfy(call -> assertThat(call.target()).startsWith("/v2/"));
        }
    }

    /** An app's author chooses the app, and not what this installation may speak to, nor whom it believes without proof. */
    @Test
    void areAdmittedByNothingThatAnAuthorCanDeclare() throws IOException {
        var definition = new YAMLMapper()
                .readTree(
                        Path.of("crds", "targetapps.provisioning.usher.dev.yml").toFile());
        var connector = definition.at(
                "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/connector/properties/scim");
        var names = new ArrayList<String>();
        collect(connector, names);
        assertThat(names)
                .contains("endpoint", "tokenUrl", "caBundle")
                .noneMatch(name ->
                        name.matches("(?i).*(insecure|skip|verify|proxy|cidr|network|plaintext|allow|resolve).*"));
        assertThat(names.stream().filter(name -> name.matches("(?i).*(url|endpoint|host|address).*")))
                .as("each is judged as an address")
                .containsOnly("endpoint", "tokenUrl", "url");
    }

    private static void collect(JsonNode schema, List<String> names) {
        schema.path("properties").properties().forEach(property -> {
            names.add(property.getKey());
            collect(property.getValue(), names);
        });
        if (schema.has("items")) {
            collect(schema.path("items"), names);
        }
    }
}
