package dev.usher.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.simulator.dialect.Access;
import dev.usher.simulator.dialect.Quirk;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DialectOfAccessTest {
    private static final Access.ClientCredentials CLIENT = Access.ClientCredentials.of("usher", "s3cret");
    private static final String GRANT = "grant_type=client_credentials";
    private static final String IN_BODY = GRANT + "&client_id=usher&client_secret=s3cret";

    private final StandingClock clock = new StandingClock();

    private ScimSimulator playing(Quirk... quirks) {
        return ScimSimulator.builder().clock(clock).plays(quirks).start();
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static int status(ScimSimulator app, String... headers) throws Exception {
        try (RawScim scim = new RawScim(app.endpoint(), "none")) {
            return scim.send("GET", "/Users", "", headers).status();
        }
    }

    private static int status(ScimSimulator app, JsonNode token) throws Exception {
        return status(
                app, "Authorization", "Bearer " + token.path("access_token").asText());
    }

    private static HttpResponse<String> ask(ScimSimulator app, String form, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(app.tokenEndpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode token(ScimSimulator app) throws Exception {
        return new JsonMapper().readTree(ask(app, IN_BODY).body());
    }

    @Test
    void letsInByNameAndPassword() throws Exception {
        try (ScimSimulator app = playing(new Access.Basic("usher", "s3cret"))) {
            assertThat(status(app, "Authorization", basic("usher", "s3cret"))).isEqualTo(200);
            assertThat(status(app, "Authorization", basic("usher", "guess"))).isEqualTo(401);
            assertThat(status(app, "Authorization", "Bearer " + app.token())).isEqualTo(401);
            try (RawScim scim = new RawScim(app.endpoint(), "none")) {
                assertThat(scim.get("/Users").header("WWW-Authenticate")).startsWith("Basic");
                assertThat(scim.send("GET", "/ServiceProviderConfig", "", "Authorization", basic("usher", "s3cret"))
                                .body()
                                .at("/authenticationSchemes/0/type")
                                .asText())
                        .isEqualTo("httpbasic");
            }
        }
    }

    @Test
    void letsInByAKeyInAHeader() throws Exception {
        try (ScimSimulator app = playing(new Access.Header("X-Api-Key", "k3y"))) {
            assertThat(status(app, "X-Api-Key", "k3y")).isEqualTo(200);
            assertThat(status(app, "X-Api-Key", "guess")).isEqualTo(401);
            assertThat(status(app, "Authorization", "Bearer " + app.token())).isEqualTo(401);
        }
    }

    @Test
    void issuesTokensToTheClientItKnows() throws Exception {
        try (ScimSimulator app = playing(CLIENT.expiringAfter(Duration.ofSeconds(90)))) {
            JsonNode token = token(app);

            assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
            assertThat(token.path("expires_in")).hasToString("90");
            assertThat(status(app, token)).isEqualTo(200);
            assertThat(status(app, "Authorization", "Bearer " + app.token())).isEqualTo(401);
            clock.pass(Duration.ofSeconds(90));
            assertThat(status(app, token)).isEqualTo(401);
            assertThat(status(app, token(app))).isEqualTo(200);
            assertThat(app.tokenRequests()).isEqualTo(2);
            assertThat(app.requests()).noneMatch(request -> request.body().contains("s3cret"));
        }
    }

    @Test
    void issuesNothingToAnyoneElse() throws Exception {
        try (ScimSimulator app = playing(CLIENT)) {
            HttpResponse<String> wrong = ask(app, GRANT + "&client_id=usher&client_secret=guess");

            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).contains("\"error\":\"invalid_client\"");
            assertThat(ask(app, IN_BODY.replace("client_credentials", "password"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(app.tokenRequests()).isEqualTo(2);
            assertThat(app.tokensIssued()).isZero();
        }
    }

    @Test
    void hearsTheClientInOnePlaceOnly() throws Exception {
        String[] header = {"Authorization", basic("usher", "s3cret")};
        try (ScimSimulator byHeader = playing(CLIENT.by(Access.ClientCredentials.Proof.BASIC));
                ScimSimulator byBody = playing(CLIENT.by(Access.ClientCredentials.Proof.BODY));
                ScimSimulator either = playing(CLIENT)) {
            assertThat(ask(byHeader, GRANT, header).statusCode()).isEqualTo(200);
            assertThat(ask(byHeader, IN_BODY).statusCode()).isEqualTo(401);
            assertThat(ask(byBody, GRANT, header).statusCode()).isEqualTo(401);
            assertThat(ask(byBody, IN_BODY).statusCode()).isEqualTo(200);
            assertThat(ask(either, GRANT, header).statusCode()).isEqualTo(200);
            assertThat(ask(either, IN_BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesBackTheTokensItIssued() throws Exception {
        try (ScimSimulator app = playing(CLIENT)) {
            JsonNode token = token(app);
            assertThat(status(app, token)).isEqualTo(200);

            app.revokeTokens();

            assertThat(status(app, token)).isEqualTo(401);
        }
    }

    @Test
    void failsToIssueATokenAsScripted() throws Exception {
        try (ScimSimulator app = playing(CLIENT)) {
            app.on(Match.of("POST", "/oauth/token"), 1).fail(503);

            assertThat(ask(app, IN_BODY).statusCode()).isEqualTo(503);
            assertThat(ask(app, IN_BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void issuesNoTokensUnlessItPlaysThat() throws Exception {
        try (ScimSimulator app = playing()) {
            assertThat(ask(app, IN_BODY).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void letsATokenExpireByTheClock() throws Exception {
        try (ScimSimulator app = playing(Access.TokenExpiry.after(Duration.ofSeconds(30)))) {
            String old = app.token();
            assertThat(status(app, "Authorization", "Bearer " + old)).isEqualTo(200);
            clock.pass(Duration.ofSeconds(30));
            assertThat(status(app, "Authorization", "Bearer " + old)).isEqualTo(401);

            app.requireToken("next");

            assertThat(status(app, "Authorization", "Bearer next")).isEqualTo(200);
        }
    }

    @Test
    void letsATokenExpireByUse() throws Exception {
        try (ScimSimulator app = playing(CLIENT, Access.TokenExpiry.afterRequests(2))) {
            JsonNode token = token(app);

            assertThat(status(app, token)).isEqualTo(200);
            assertThat(status(app, token)).isEqualTo(200);
            assertThat(status(app, token)).isEqualTo(401);
            assertThat(status(app, token(app))).isEqualTo(200);
        }
    }

    @Test
    void keepsItsSecretsOutOfItsName() {
        assertThat(CLIENT).asString().doesNotContain("s3cret");
        assertThat(new Access.Basic("usher", "s3cret")).asString().doesNotContain("s3cret");
        assertThat(new Access.Header("X-Api-Key", "s3cret")).asString().doesNotContain("s3cret");
    }
}
