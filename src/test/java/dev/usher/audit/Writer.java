package dev.usher.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.connector.Change;
import dev.usher.connector.ChangeId;
import dev.usher.connector.Outcome;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Attributes;
import dev.usher.domain.account.Desired;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import dev.usher.domain.account.Tenant;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.plan.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A stream, what is written to it in tests, and how it is read. */
final class Writer {
    static final AppId WIKI = new AppId("people", "wiki");
    static final AppId CHAT = new AppId("people", "chat");
    static final Identity ADA = new Identity("people", "1815");
    static final Pseudonyms PSEUDONYMS = new Pseudonyms("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    static final Outcome AGREED = new Outcome.Agreed(Optional.empty());
    static final Outcome REJECTED = new Outcome.Failed(Failure.of(Kind.REJECTED, Detail.STATUS, "400"));

    private static final JsonMapper JSON = new JsonMapper();

    final FakeOutlet outlet = new FakeOutlet();
    private Instant now = Instant.parse("2026-03-04T23:00:00Z");
    final AuditStream stream = stream(outlet);
    private long numbers;

    AuditStream stream(Outlet other) {
        InstantSource source = () -> now;
        var ocsf = new Ocsf(
                new Origin("usher", "one", 7, "0.1"),
                PSEUDONYMS,
                app -> Optional.of(app).filter(WIKI::equals).map(any -> new Tenant("k2v9")));
        return new AuditStream(source.withZone(ZoneOffset.UTC), other, ocsf, new Patience(Duration.ofMillis(20)));
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    ChangeId id(AppId app) {
        return new ChangeId(app, ADA, ++numbers);
    }

    Change.Create create() {
        var attributes = Attributes.of(Map.of("userName", "ada.lovelace", "email", "ada@example.com"));
        return new Change.Create(id(WIKI), new Desired(ADA, attributes, new TreeSet<>()));
    }

    Change.Update update() {
        var values = new TreeMap<String, Optional<String>>(
                Map.of("title", Optional.of("Countess"), "location", Optional.empty()));
        return new Change.Update(
                id(WIKI), new RemoteId("7f3a"), new Delta(values, Optional.empty(), true), Optional.empty());
    }

    Change.Disable disable() {
        return disable(WIKI);
    }

    Change.Disable disable(AppId app) {
        return new Change.Disable(id(app), new RemoteId("7f3a"));
    }

    Change.Members joins() {
        var member = new Change.Member(id(WIKI), new RemoteId("7f3a"));
        return new Change.Members(new Entitlement("group", "analysts"), List.of(member), List.of());
    }

    Change.Members leaves() {
        var member = new Change.Member(id(WIKI), new RemoteId("7f3a"));
        return new Change.Members(new Entitlement("group", "analysts"), List.of(), List.of(member));
    }

    /** A write of which the app says this. */
    void writes(Change change, Outcome outcome) {
        stream.intent(change);
        stream.result(change, outcome);
    }

    List<JsonNode> records() {
        return outlet.lines().stream().map(Writer::json).toList();
    }

    JsonNode last() {
        return records().getLast();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("this is no JSON: " + line, e);
        }
    }
}
