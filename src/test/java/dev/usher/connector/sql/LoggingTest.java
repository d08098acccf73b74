package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void theDriverPrintsNoValuesAtWhateverLevelTheOperatorLogs() throws IOException {
        var properties = new Properties();
        try (var file = Optional.ofNullable(LoggingTest.class.getResourceAsStream("/application.properties"))
                .orElseThrow()) {
            properties.load(file);
        }
        for (var level : new String[] {"min-level", "level"}) {
            assertThat(properties).containsEntry("quarkus.log.category.\"org.postgresql\"." + level, "WARN");
        }
    }
}
