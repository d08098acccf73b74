package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.CorrelationId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Notes on each record, in the thread that writes it, what that thread is about: it is asked before any handler that may give the record
 * to another thread. Of failures it leaves only what may be in a log.
 */
final class Witness extends ExtHandler {
    private static final String FRAMEWORK = "io.javaoperatorsdk.";
    private static final String NOTED = "usher.";

    private final Function<String, Optional<String>> traces;

    /** @param traces in which a change is seen, by its correlation */
    Witness(Function<String, Optional<String>> traces) {
        this.traces = traces;
    }

    @Override
    protected void doPublish(ExtLogRecord entry) {
        var context = correlated(Context.current());
        if (isOfFramework(entry)) {
            context = context.with(Field.RESOURCE, context.value(Field.RESOURCE).or(() -> resource(entry)));
        }
        context.values().forEach((field, value) -> entry.putMdc(NOTED + field.key(), value));
        Optional.ofNullable(entry.getThrown()).ifPresent(thrown -> entry.setThrown(Shown.of(thrown)));
    }

    /** What was noted. */
    static Map<Field, String> noted(ExtLogRecord entry) {
        var noted = new EnumMap<Field, String>(Field.class);
        for (var field : Field.values()) {
            Optional.ofNullable(entry.getMdc(NOTED + field.key())).ifPresent(value -> noted.put(field, value));
        }
        return noted;
    }

    private static boolean isOfFramework(ExtLogRecord entry) {
        return Optional.ofNullable(entry.getLoggerName())
                .filter(name -> name.startsWith(FRAMEWORK))
                .isPresent();
    }

    private Context correlated(Context context) {
        return CorrelationId.current()
                .map(id -> context.with(Field.CORRELATION, id)
                        .with(Field.TRACE, traces.apply(id).or(() -> context.value(Field.TRACE))))
                .orElse(context);
    }

    /** Before and after a resource is looked at the framework alone knows which one it is. */
    private static Optional<String> resource(ExtLogRecord entry) {
        return Optional.ofNullable(entry.getMdc("resource.kind"))
                .map(kind -> kind + "/" + entry.getMdc("resource.namespace") + "/" + entry.getMdc("resource.name"));
    }
}
