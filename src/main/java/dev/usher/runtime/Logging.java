package dev.usher.runtime;

import dev.usher.audit.Outlet;
import dev.usher.audit.StreamOutlet;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** How the log is written: each line whole, with what it is about, and so that nobody waits for whoever reads it. */
@ApplicationScoped
public class Logging {
    private static final System.Logger LOG = System.getLogger(Logging.class.getName());

    /** Longer than it takes a reader who is only slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Where the audit stream may go as well as the log: no line of one comes into the middle of another. */
    static final Outlet STANDARD_OUTPUT = new StreamOutlet(new FileOutputStream(FileDescriptor.out), PATIENCE);

    private final Telemetry telemetry;
    private final Backlog backlog;

    /** @param isStandardError whether the log goes there and not to the standard output */
    public Logging(
            Telemetry telemetry,
            @ConfigProperty(name = "quarkus.log.console.stderr", defaultValue = "false") boolean isStandardError) {
        this.telemetry = telemetry;
        this.backlog = new Backlog(
                isStandardError
                        ? new StreamOutlet(new FileOutputStream(FileDescriptor.err), PATIENCE)
                        : STANDARD_OUTPUT,
                Backlog.MOST_BYTES);
    }

    /** Before anybody has anything to say of an app. */
    void begin(@Observes @Priority(1) StartupEvent event) {
        backlog.start();
        telemetry.log(backlog);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("usher-log-end").unstarted(backlog::end));
        loggers().forEach(this::complete);
        Thread.setDefaultUncaughtExceptionHandler(Logging::ended);
    }

    /** Else it would be told to the standard error, as text. */
    static void ended(Thread thread, Throwable failure) {
        LOG.log(System.Logger.Level.ERROR, "a thread ended by a failure", failure);
    }

    /** Waits a moment until what was said is written, where the process is about to end in no order. */
    void drain() {
        backlog.drain();
    }

    private static List<Logger> loggers() {
        var loggers = new ArrayList<>(List.of(Logger.getLogger("")));
        LogContext.getLogContext().getLoggerNames().asIterator().forEachRemaining(name -> {
            if (!name.isEmpty()) {
                loggers.add(Logger.getLogger(name));
            }
        });
        return loggers;
    }

    /** Makes of what is there to write what this one is told. */
    void complete(Logger logger) {
        var all = new ArrayList<>(List.of(logger.getHandlers()));
        if (!all.isEmpty()) {
            all.forEach(this::complete);
            all.addFirst(new Witness(telemetry.traces()::of));
            logger.setHandlers(all.toArray(Handler[]::new));
        }
    }

    private void complete(Handler handler) {
        if (handler.getFormatter() instanceof JsonFormatter plain && !(plain instanceof JsonLines)) {
            handler.setFormatter(new JsonLines(plain));
        }
        if (handler instanceof ConsoleHandler console) {
            console.setOutputStream(backlog.entrance());
        }
        if (handler instanceof ExtHandler outer) {
            for (var inner : outer.getHandlers()) {
                complete(inner);
            }
        }
    }
}
