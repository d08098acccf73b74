package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The API server's audit log: who asked for what, and what the answer was. */
final class AuditLog {

    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final Path log;
    private final Path policy;

    AuditLog(RunDirectory directory) {
        this.log = directory.resolve("audit.log");
        this.policy = directory.write("audit-policy.yaml", POLICY);
    }

    Path file() {
        return log;
    }

    List<String> flags() {
        return List.of("--audit-log-path=" + log, "--audit-policy-file=" + policy, "--audit-log-mode=blocking");
    }

    /** One entry for each request so far, in the order of their beginning; later stages replace earlier ones. */
    List<AuditEntry> entries() {
        Map<String, AuditEntry> byRequest = new LinkedHashMap<>();
        completeLines().lines().forEach(line -> {
            JsonNode event = parse(line);
            byRequest.put(event.path("auditID").asText(), entry(event));
        });
        return List.copyOf(byRequest.values());
    }

    private String completeLines() {
        if (Files.notExists(log)) {
            return "";
        }
        try {
            String text = Files.readString(log, UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode parse(String line) {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuditEntry entry(JsonNode event) {
        JsonNode object = event.path("objectRef");
        return new AuditEntry(
                event.path("user").path("username").asText(),
                event.path("verb").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("responseStatus").path("code").asInt());
    }
}
