package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.Correlated;
import dev.usher.sync.CorrelationId;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final JsonLines lines = new JsonLines(new JsonFormatter(null, Set.of("mdc", "ndc", "hostName"), Map.of()));

    private JsonNode line(ExtLogRecord entry) {
        try {
            new Witness(any -> Optional.of(TRACE)).publish(entry);
            var text = lines.format(entry);
            assertThat(text).endsWith("\n");
            assertThat(text.stripTrailing()).doesNotContain("\n");
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ExtLogRecord entry(String logger) {
        var entry = new ExtLogRecord(Level.INFO, "two\nlines of \"text\"", JsonLinesTest.class.getName());
        entry.setLoggerName(logger);
        return entry;
    }

    @Test
    void whatAThreadIsAboutIsInFieldsOfTheLineItself() {
        var line = Context.of(Field.APP, "people/wiki")
                .with(Field.RESOURCE, "ProvisionedUser/people/u1")
                .call(() -> line(entry("dev.usher.sync.Lane")));

        assertThat(line.path("app").asText()).isEqualTo("people/wiki");
        assertThat(line.path("resource").asText()).isEqualTo("ProvisionedUser/people/u1");
        assertThat(line.path("message").asText()).isEqualTo("two\nlines of \"text\"");
        assertThat(line.has("hostName")).isFalse();
    }

    @Test
    void aThreadThatIsAboutNothingHasNoSuchFields() {
        assertThat(line(entry("dev.usher.runtime.Station")).has("app")).isFalse();
    }

    @Test
    void aLineOfAChangeHasTheIdsByWhichItIsKnownElsewhere() {
        Correlated.of(() -> {
            var line = line(entry("dev.usher.audit.ChangeLog"));

            assertThat(line.path("correlation").asText())
                    .isEqualTo(CorrelationId.current().orElseThrow());
            assertThat(line.path("traceId").asText()).isEqualTo(TRACE);
            return true;
        });
    }
}
