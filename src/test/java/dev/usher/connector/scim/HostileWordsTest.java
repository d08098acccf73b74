package dev.usher.connector.scim;

import static dev.usher.connector.scim.Client.STAFF;
import static dev.usher.connector.scim.Client.delta;
import static dev.usher.connector.scim.Client.desired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Outcome;
import dev.usher.connector.Scope;
import dev.usher.connector.scim.StubApp.Call;
import dev.usher.connector.scim.StubApp.Reply;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.outcome.Failure;
import dev.usher.net.RawServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Marks in every value of a person and in every place of an answer: none gets into what Usher says, by which a failure, a log at any
 * level and the trace of an exception are meant. Status, events and the audit stream are made from failures.
 */
@Isolated
@Timeout(60)
class HostileWordsTest {
    private static final String CANARY = "canary";
    private static final RemoteId ID = new RemoteId("canary-id");
    private static final List<Integer> STATUSES =
            List.of(200, 201, 204, 304, 307, 400, 401, 403, 404, 408, 409, 410, 412, 413, 415, 418, 429, 500, 501, 503);

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            // The server of the test is none of Usher.
            if (!String.valueOf(entry.getLoggerName()).contains("httpserver")) {
                said.add(entry.getMessage() + Arrays.toString(entry.getParameters()) + trace(entry.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final StubApp app = StubApp.answering(call -> Reply.empty(500));

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(ear);
        Logger.getLogger("").setLevel(Level.ALL);
        Logger.getLogger("org.apache.hc").setLevel(Level.ALL);
        Logger.getLogger("dev.usher").setLevel(Level.ALL);
    }

    @AfterEach
    void close() {
        Logger.getLogger("").removeHandler(ear);
        Logger.getLogger("").setLevel(Level.INFO);
        Logger.getLogger("org.apache.hc").setLevel(null);
        Logger.getLogger("dev.usher").setLevel(null);
        app.close();
    }

    private static String trace(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Says all that a request said, and more, in each place that an answer has. */
    private static Reply echo(Call call, int status, String shape) {
        var words = (call.headers() + call.body() + " canary-words").replaceAll("[^A-Za-z0-9. -]", " ");
        var body = switch (shape) {
            case "error" ->
                "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:Error\"], \"scimType\": \"canary-type\","
                        + " \"detail\": \"" + words + "\", \"status\": \"canary-status\"}";
            case "list" ->
                "{\"totalResults\": 2, \"Resources\": [{\"id\": \"canary-other\", \"userName\": \"" + words
                        + "\", \"displayName\": \"staff\"}]}";
            case "user" ->
                "{\"id\": \"canary-id\", \"userName\": \"canary-name\", \"externalId\": \"" + words
                        + "\", \"meta\": {\"version\": \"canary-version\"}}";
            default -> "canary <html> " + words;
        };
        return Reply.of(status, status == 204 || status == 304 ? "" : body)
                .with("X-Words", words)
                .with("ETag", "canary-etag")
                .with("Location", "https://canary.example.com/canary")
                .with("Retry-After", "canary-later")
                .with("WWW-Authenticate", "Bearer realm=\"canary\"");
    }

    private void everything(Client client) {
        says(client.create(desired(
                "canary-key",
                "canary-user",
                "email",
                "canary@example.com",
                "displayName",
                "Canary canary",
                "givenName",
                "canary-given",
                "employeeNumber",
                "canary-77",
                "title",
                "canary-title")));
        says(client.update(ID, delta("email", "canary-2@example.com", "userName", "canary-next", "title", "")));
        says(client.disable(ID));
        says(client.enable(ID));
        says(client.delete(ID));
        says(client.add(STAFF, ID));
        says(client.remove(STAFF, ID));
        says(client.define(STAFF));
        says(() -> client.find("canary-key", "canary-user"));
        says(() -> client.read(ID));
        says(() -> client.see(new Scope.All()));
        says(() -> client.members(STAFF));
        says(() -> client.see(new Scope.Holders(STAFF, Set.of(ID))));
        says(client.session::ping);
        said.add(client.session.capabilities().toString());
    }

    private void says(Outcome outcome) {
        failure(outcome).ifPresent(this::says);
    }

    private void says(Failure failure) {
        said.add(failure + failure.message() + failure.words() + failure.names());
    }

    private static Optional<Failure> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(Failure why) -> Optional.of(why);
            case Outcome.Ambiguous ambiguous -> Optional.of(ambiguous.why());
            case Outcome.Agreed _, Outcome.Accepted _, Outcome.Exists _ -> Optional.empty();
        };
    }

    private void says(Client.Attempt attempt) {
        try {
            attempt.run();
        } catch (AppFailure e) {
            says(e.failure());
            said.add(trace(e));
        }
    }

    private void assertSilent() {
        assertThat(said)
                .isNotEmpty()
                .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(CANARY));
    }

    @Test
    void ofAnAppAreNeverSaidAgain() throws AppFailure {
        for (var status : STATUSES) {
            for (var shape : List.of("error", "list", "user", "text")) {
                app.answer(call -> echo(call, status, shape));
                said.add("status " + status);
                says(() -> {
                    try (var client = Client.open(app.endpoint(), "canary-token")) {
                        everything(client);
                    }
                });
            }
        }
        assertThat(app.calls.toString()).contains("canary-user", "canary-77", "Canary canary", "canary-id");
        assertThat(said).hasSizeGreaterThan(500);
        assertSilent();
    }

    @Test
    void ofAServerThatSpeaksNoHttpAreNeverSaidAgain() throws Exception {
        for (var answer : List.of(
                "canary",
                "HTTP/1.1 canary canary\r\n\r\n",
                "HTTP/9.9 200 canary\r\n\r\n",
                "HTTP/1.1 200 canary\r\ncanary\r\n\r\n",
                "HTTP/1.1 200 canary\r\nContent-Length: canary\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: canary\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 101 canary\r\nUpgrade: canary\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "canary".repeat(10_000))) {
            try (var server = new RawServer(peer -> {
                        peer.read();
                        peer.write(answer);
                    });
                    var client = Client.open(server.uri("/canary"), "canary-token", Map.of("discovery", "never"))) {
                everything(client);
            }
        }
        assertSilent();
    }

    @Test
    void ofADeclarationThatLeadsNowhereAreNeverLogged() {
        for (var endpoint : List.of("https://nowhere.invalid/canary", "https://127.0.0.1:1/canary")) {
            says(() -> Client.open(URI.create(endpoint), "canary-token").close());
        }
        assertSilent();
    }
}
