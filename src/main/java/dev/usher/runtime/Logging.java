package dev.usher.runtime;

import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.OutputStreamHandler;

/** How the log is written, where it is one of JSON: each line whole, and with what it is about. */
@ApplicationScoped
public class Logging {
    private static final System.Logger LOG = System.getLogger(Logging.class.getName());

    /** Longer than any line: the audit stream may go to the same place, and must not come in between. */
    private static final int LONGEST = 1 << 20;

    private final Tracing tracing;

    public Logging(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Before anybody has anything to say of an app. */
    void begin(@Observes @Priority(1) StartupEvent event) {
        for (var handler : Logger.getLogger("").getHandlers()) {
            complete(handler);
        }
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.log(System.Logger.Level.ERROR, "a thread ended by a failure", failure));
    }

    private void complete(Handler handler) {
        if (handler.getFormatter() instanceof JsonFormatter plain) {
            handler.setFormatter(new JsonLines(plain, tracing.traces()::of));
            if (handler instanceof OutputStreamHandler console) {
                console.setOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), LONGEST));
            }
        }
        if (handler instanceof ExtHandler outer) {
            for (var inner : outer.getHandlers()) {
                complete(inner);
            }
        }
    }
}
