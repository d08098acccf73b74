package dev.usher.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.usher.simulator.protocol.ScimError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The wire: reads a call, lets it meet its fault, asks the service, answers, and writes the log. */
final class Endpoint implements HttpHandler {
    static final String BASE = "/scim/v2";
    private static final int MAX_BODY = 8 << 20;

    private final RequestLog log;
    private final Faults faults;
    private final Clock clock;
    private volatile Optional<Service> service = Optional.empty();
    private final Gatekeeper gatekeeper;
    private final RateLimit rate;
    private volatile Duration latency = Duration.ZERO;

    Endpoint(RequestLog log, Faults faults, Clock clock, Gatekeeper gatekeeper, RateLimit rate) {
        this.log = log;
        this.faults = faults;
        this.clock = clock;
        this.gatekeeper = gatekeeper;
        this.rate = rate;
    }

    /** The service needs the address that the listener, which needs this, has only once it is bound. */
    void serve(Service ready) {
        service = Optional.of(ready);
    }

    void latency(Duration each) {
        latency = each;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant arrived = clock.instant();
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY);
        Call call = new Call(
                exchange.getRequestMethod(),
                path(exchange.getRequestURI().getPath()),
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                exchange.getRequestHeaders(),
                new String(bytes, StandardCharsets.UTF_8));
        try {
            Thread.sleep(latency);
            Optional<Answer> answer = bytes.length == MAX_BODY
                    ? Optional.of(Answer.refused(ScimError.of(413, "the body is too large")))
                    : answer(call, faults.meet(call));
            int status = answer.map(Answer::status).orElse(0);
            log(arrived, call, status);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static String path(String requested) {
        boolean asked = requested.equals(Gatekeeper.TOKEN_PATH);
        return asked ? requested : requested.startsWith(BASE + "/") ? requested.substring(BASE.length()) : "/";
    }

    /** Requests for tokens are not logged: they carry secrets, and are none of SCIM. */
    private void log(Instant arrived, Call call, int status) {
        if (!call.path().equals(Gatekeeper.TOKEN_PATH)) {
            String correlation = call.header("X-Correlation-Id");
            log.add(new LoggedRequest(
                    arrived, call.method(), call.path(), call.query(), call.body(), correlation, status));
        }
    }

    /** No answer means that the connection ends without one. */
    private Optional<Answer> answer(Call call, Optional<Fault> met) throws InterruptedException {
        if (met.isEmpty()) {
            return Optional.of(served(call));
        }
        return switch (met.get()) {
            case Fault.Refuse refuse -> {
                Answer answer = Answer.refused(ScimError.of(refuse.status(), "as the test asked"));
                boolean later = refuse.retryAfter() >= 0;
                yield Optional.of(later ? answer.with("Retry-After", Integer.toString(refuse.retryAfter())) : answer);
            }
            case Fault.FailAfterCommit fail -> {
                served(call);
                yield Optional.of(Answer.refused(ScimError.of(fail.status(), "as the test asked")));
            }
            case Fault.DropAfterCommit() -> {
                served(call);
                yield Optional.empty();
            }
            case Fault.DropBeforeCommit() -> Optional.empty();
            case Fault.Pretend() -> Optional.of(pretended(call));
            case Fault.Babble babble ->
                Optional.of(Answer.of(200, JsonNodeFactory.instance.textNode(babble.body()))
                        .with("Content-Type", babble.contentType()));
            case Fault.Wait wait -> Optional.of(waited(call, wait));
        };
    }

    private Answer waited(Call call, Fault.Wait wait) throws InterruptedException {
        if (wait.afterCommit()) {
            Answer answer = served(call);
            wait.gate().pass();
            return answer;
        }
        wait.gate().pass();
        return served(call);
    }

    /** What some real apps do: a change is answered 2xx and nothing has changed. */
    private Answer pretended(Call call) {
        if (call.method().equals("DELETE") || call.path().startsWith("/Groups")) {
            return Answer.empty(204);
        }
        return served(new Call("GET", call.path(), call.query(), call.headers(), ""));
    }

    private Answer served(Call call) {
        if (call.path().equals(Gatekeeper.TOKEN_PATH)) {
            return gatekeeper.token(call);
        }
        return rate.limited(() -> gatekeeper
                .refusal(call)
                .or(() -> service.map(ready -> ready.answer(call)))
                .orElseGet(() -> Answer.empty(503)));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (bytes.length == 0) {
            exchange.getResponseHeaders().remove("Content-Type");
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static byte[] bytes(Answer answer) {
        if (answer.body().isMissingNode()) {
            return new byte[0];
        }
        String text = answer.body().isTextual()
                ? answer.body().textValue()
                : answer.body().toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
