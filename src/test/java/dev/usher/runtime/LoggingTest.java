package dev.usher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.log.Heard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.io.FileNotFoundException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.FileHandler;
import org.jboss.logmanager.handlers.WriterHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to the handlers that the settings of Quarkus make. */
class LoggingTest {
    @TempDir
    private Path directory;

    private final Logger logger = Logger.getLogger("dev.usher.runtime.LoggingTest.of.one");
    private final Logging logging = new Logging(new Telemetry(new SimpleMeterRegistry(), Traces.NONE), false);

    @AfterEach
    void end() {
        for (var handler : logger.clearHandlers()) {
            handler.close();
        }
    }

    private static JsonFormatter json() {
        return new JsonFormatter(null, Set.of("mdc", "ndc"), Map.of());
    }

    private void says(Handler handler, String text) {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        logging.complete(logger);
        Context.of(Field.APP, "people/wiki").run(() -> logger.log(Level.INFO, text));
    }

    @Test
    void aLogInAFileStaysThereAndSaysWhatItIsAboutAsWell() throws FileNotFoundException {
        var file = directory.resolve("usher.log");
        var handler = new FileHandler(json(), file.toFile());
        handler.setAutoFlush(true);

        says(handler, "to a file");

        assertThat(file).content().contains("\"message\":\"to a file\"").contains("\"app\":\"people/wiki\"");
    }

    @Test
    void aThreadThatEndsByAFailureIsSaid() throws InterruptedException {
        try (var heard = Heard.of(Logging.class)) {
            Thread.ofPlatform()
                    .uncaughtExceptionHandler(Logging::ended)
                    .start(() -> {
                        throw new IllegalStateException("a mistake");
                    })
                    .join();

            assertThat(heard.lines())
                    .extracting(line -> line.level() + " " + line.message())
                    .containsExactly("ERROR a thread ended by a failure");
        }
    }

    @Test
    void aLogThatAnotherThreadWritesSaysWhatTheFirstOneWasAbout() {
        var text = new StringWriter();
        var inner = new WriterHandler();
        inner.setFormatter(json());
        inner.setWriter(text);
        var outer = new AsyncHandler();
        outer.addHandler(inner);

        says(outer, "aside");

        await().untilAsserted(() -> assertThat(text.toString()).contains("\"app\":\"people/wiki\""));
    }
}
