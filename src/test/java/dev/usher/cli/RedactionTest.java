package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String ADA = """
            apiVersion: provisioning.usher.dev/v1alpha1
            kind: ProvisionedUser
            metadata:
              name: ada.lovelace
              namespace: people
              creationTimestamp: "2026-12-01T08:00:00Z"
              labels: {team: engine, usher.dev/division: north}
              annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"userName": "ada"}', note: hers}
              managedFields: [{manager: ada}]
            spec:
              userName: ada.lovelace
              displayName: Ada Lovelace
              email: ada@example.com
              department: Analytics
              employments: [{id: main, status: Active, endTime: "2027-01-31"}]
              roles: [{name: analyst}]
            status:
              observedGeneration: 3
              conditions:
              - {type: Ready, status: "False", reason: RoleNotFound, message: "role analyst of ada.lovelace is not there, nor 4711-a"}
              accounts:
              - {app: wiki, id: 8d1f, state: Active}
            """;

    private final Redaction redaction = new Redaction(new byte[32]);

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }

    private JsonNode shown() throws IOException {
        redaction.shows("people");
        redaction.shows("analyst");
        redaction.shows("wiki");
        redaction.learns(yaml(ADA), true);
        return redaction.of(yaml(ADA));
    }

    @Test
    void nothingIsLeftOfAPersonButWhatUsherSays() throws IOException {
        var shown = shown();

        assertThat(shown.toString())
                .doesNotContainIgnoringCase("lovelace")
                .doesNotContain("Ada", "example.com", "Analytics", "4711", "8d1f", "engine", "hers", "north");
        assertThat(shown.at("/spec/employments/0/status").asText()).isEqualTo("Active");
        assertThat(shown.at("/spec/employments/0/endTime").asText()).isEqualTo("2027-01-31");
        assertThat(shown.at("/spec/roles/0/name").asText()).isEqualTo("analyst");
        assertThat(shown.at("/status/observedGeneration").asInt()).isEqualTo(3);
        assertThat(shown.at("/status/accounts/0/state").asText()).isEqualTo("Active");
        assertThat(shown.at("/status/conditions/0/reason").asText()).isEqualTo("RoleNotFound");
        assertThat(shown.at("/status/conditions/0/message").asText())
                .matches("role analyst of x[0-9a-f]{10} is not there, nor x[0-9a-f]{10}");
        assertThat(shown.at("/metadata/namespace").asText()).isEqualTo("people");
    }

    @Test
    void theSameIsCalledTheSameWithinABundleAndOtherwiseInAnotherOne() throws IOException {
        var shown = shown();
        var name = shown.at("/metadata/name").asText();

        assertThat(shown.at("/spec/userName").asText()).isEqualTo(name);
        assertThat(shown.at("/status/conditions/0/message").asText()).contains(name);
        assertThat(new Redaction(new byte[] {1}).word("ada.lovelace")).isNotEqualTo(name);
    }

    @Test
    void whatSomebodyWroteIsNoWordOfUshers() throws IOException {
        var lock =
                redaction.of(yaml("{kind: AccessLock, spec: {reason: Fraud, kind: Compromised, requestedBy: grace}}"));

        assertThat(lock.at("/spec/reason").asText()).startsWith("x").doesNotContain("Fraud");
        assertThat(lock.at("/spec/requestedBy").asText()).doesNotContain("grace");
        assertThat(lock.at("/spec/kind").asText()).isEqualTo("Compromised");
    }

    @Test
    void aLineOfALogKeepsItsSentenceAndLosesItsNames() throws IOException {
        shown();

        assertThat(
                        redaction.line(
                                "2026-12-01T08:00:00.123Z WARN dev.usher.sync.Lane:42 account of Ada in wiki failed 3 times after 1.5 s"))
                .matches(
                        "2026-12-01T08:00:00.123Z WARN dev.usher.sync.Lane:42 account of x[0-9a-f]{10} in wiki failed 3 times after 1.5 s");
        assertThat(redaction.line("told bob@example.com, key k20, at https://hr.example.com/people/7"))
                .doesNotContain("bob", "example", "k20", "people/7");
    }

    @Test
    void keysThatAreNoNamesOfFieldsAreReplaced() throws IOException {
        assertThat(redaction
                        .of(yaml("{spec: {words: {'left us': Terminated}}}"))
                        .toString())
                .doesNotContain("left us");
    }
}
