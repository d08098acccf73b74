package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Credentials;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.secret.Sensitive;
import dev.usher.net.NetworkPolicy;
import dev.usher.net.web.Proof;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Values of Secrets, and tokens that they buy, before servers that say them back in every way they can. */
@Isolated
@Timeout(60)
class SecretsStaySecretTest {
    private static final String CANARY = "canary";
    private static final List<String> LOGGERS = List.of("", "org.apache.hc", "org.apache.hc.client5.http.wire");

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getMessage() + Arrays.toString(entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private volatile int status = 200;
    private volatile int tokenStatus = 200;
    private final StubApp app = StubApp.answering(this::answer);

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(ear);
        LOGGERS.forEach(name -> Logger.getLogger(name).setLevel(Level.ALL));
    }

    @AfterEach
    void close() {
        Logger.getLogger("").removeHandler(ear);
        LOGGERS.forEach(name -> Logger.getLogger(name).setLevel(name.isEmpty() ? Level.INFO : null));
        app.close();
    }

    private Reply answer(Call call) {
        var words = call.headers() + call.body();
        var echo = words.replace("\"", "'");
        return call.target().equals("/token")
                ? Reply.of(tokenStatus, """
                        {"access_token": "canary-token", "error": "canary-error", "error_description": "%s"}""".formatted(echo)).with("WWW-Authenticate", "Basic realm=\"canary-realm\"")
                : Reply.error(status, echo).with("WWW-Authenticate", "Bearer error=\"canary-realm\"");
    }

    private Map<String, Object> oauth2(String in) {
        return Map.of(
                "oauth2",
                Map.of(
                        "tokenUrl",
                        "http://127.0.0.1:" + app.endpoint().getPort() + "/token",
                        "secretRef",
                        Map.of("name", "wiki", "clientIdKey", "i", "clientSecretKey", "s"),
                        "credentialsIn",
                        in));
    }

    private void everything(Map<String, Object> auth, Map<String, String> secrets) {
        for (var next : List.of(200, 400, 401, 403, 404, 409, 429, 500, 503)) {
            status = next;
            tokenStatus = 200;
            try (var client = Client.open(app.endpoint(), auth, secrets)) {
                said.add(client.create(desired("e-1", "ada")).toString());
                said.add(client.disable(new RemoteId("7")).toString());
                said.add(client.session.capabilities().toString());
                client.passes(Duration.ofDays(2));
                tokenStatus = next;
                said.add(client.delete(new RemoteId("7")).toString());
                client.session.ping();
            } catch (AppFailure e) {
                said.add(trace(e));
            }
        }
    }

    private static String trace(AppFailure failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return failure.failure() + text.toString();
    }

    @Test
    void inWhateverWayTheyAreSentAndSaidBack() {
        everything(
                Map.of("bearer", Map.of("secretRef", Map.of("name", "wiki", "key", "k"))), Map.of("token", "canary-1"));
        everything(
                Map.of("basic", Map.of("secretRef", Map.of("name", "wiki", "usernameKey", "u", "passwordKey", "p"))),
                Map.of("user", "canary-2", "password", "canary-3"));
        everything(
                Map.of("header", Map.of("name", "X-Key", "secretRef", Map.of("name", "wiki", "key", "k"))),
                Map.of("key", "canary-4"));
        everything(oauth2("header"), Map.of("clientId", "canary-5", "clientSecret", "canary-6"));
        everything(oauth2("body"), Map.of("clientId", "canary-7", "clientSecret", "canary-8"));
        everything(oauth2("body"), Map.of("clientId", "canary-7", "clientSecret", "canary\n9"));

        assertThat(app.calls.toString()).contains("canary-1", "canary-4", "canary-8", "canary-token");
        assertThat(said).isNotEmpty().noneMatch(text -> text.contains(CANARY) || text.contains(base64OfACanary()));
    }

    /** What the name and the password of basic authentication look like. */
    private static String base64OfACanary() {
        return "Y2FuYXJ5";
    }

    @Test
    void alsoThoseThatAreMadeForSomebody() throws AppFailure {
        var block = new HashMap<>(Client.config(app.endpoint()).settings());
        block.put("passwords", true);
        var password = new Change.NewPassword(new Sensitive("canary-made"), false);
        for (var next : List.of(200, 400, 401, 403, 404, 409, 422, 429, 500, 503)) {
            status = next;
            try (var client = Client.open(block, Map.of("token", "t"), NetworkPolicy.parse("127.0.0.0/8", true))) {
                said.add(client.apply(new Change.SetPassword(client.item(), new RemoteId("7"), password))
                        .toString());
                said.add(client.apply(new Change.Create(client.item(), desired("e-1", "ada"), Optional.of(password)))
                        .toString());
                said.add(client.session.capabilities().toString());
            } catch (AppFailure e) {
                said.add(trace(e));
            }
        }
        said.add(new Change.SetPassword(
                        new ChangeId(Client.APP, new Identity("people", "e"), 1), new RemoteId("7"), password)
                .toString());
        said.add(Edit.password(password.value()).toString());

        assertThat(app.calls.toString()).contains("canary-made");
        assertThat(said).isNotEmpty().noneMatch(text -> text.contains(CANARY));
    }

    @Test
    void inTheTextsOfWhatHoldsThem() {
        var secret = new Sensitive("canary");
        assertThat(List.of(
                        secret,
                        new Credentials(Map.of("token", secret), "1"),
                        Proof.bearer(secret),
                        Proof.basic("canary", "canary"),
                        new Proofs.Always(Proof.bearer(secret))))
                .extracting(Object::toString)
                .noneMatch(text -> text.contains(CANARY) || text.contains(base64OfACanary()));
    }
}
