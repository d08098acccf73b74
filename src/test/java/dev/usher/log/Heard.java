package dev.usher.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class writes in the log while a test listens, and what the writing thread was about. */
public final class Heard implements AutoCloseable {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new Line(
                    entry.getLevel().getName(),
                    entry.getMessage(),
                    Context.current().values()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Heard(String name) {
        this.logger = Logger.getLogger(name);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** One line. */
    public record Line(String level, String message, Map<Field, String> fields) {}

    /** Listens from now on to one class; its loggers are named after classes. */
    public static Heard of(Class<?> writer) {
        return new Heard(writer.getName());
    }

    /** The same of a class that only its package sees. */
    public static Heard of(String writer) {
        return new Heard(writer);
    }

    /** In the order in which they were written. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(null);
    }
}
