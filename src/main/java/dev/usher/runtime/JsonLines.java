package dev.usher.runtime;

import dev.usher.log.Context;
import dev.usher.log.Field;
import dev.usher.sync.CorrelationId;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logmanager.ExtLogRecord;

/** Lines of JSON that say in fields of their own what whoever writes them is about. */
final class JsonLines extends JsonFormatter {
    private static final String FRAMEWORK = "io.javaoperatorsdk.";

    private final Function<String, Optional<String>> traces;

    /**
     * Lines as another formatter makes them, with those fields.
     *
     * @param traces in which a change is seen, by its correlation
     */
    JsonLines(JsonFormatter like, Function<String, Optional<String>> traces) {
        super(like.getKeyOverrides(), like.getExcludedKeys(), like.getAdditionalFields());
        setExceptionOutputType(like.getExceptionOutputType());
        setPrintDetails(like.isPrintDetails());
        setRecordDelimiter(like.getRecordDelimiter());
        setZoneId(like.getZoneId().getId());
        this.traces = traces;
    }

    /** A line is written by the thread that it is about. */
    @Override
    protected void after(Generator generator, ExtLogRecord record) throws Exception {
        super.after(generator, record);
        var context = correlated(Context.current());
        if (isOfFramework(record)) {
            context = context.with(Field.RESOURCE, context.value(Field.RESOURCE).or(() -> resource(record)));
        }
        for (var field : context.values().entrySet()) {
            generator.add(field.getKey().key(), field.getValue());
        }
    }

    private static boolean isOfFramework(ExtLogRecord record) {
        return Optional.ofNullable(record.getLoggerName())
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
    private static Optional<String> resource(ExtLogRecord record) {
        return Optional.ofNullable(record.getMdc("resource.kind"))
                .map(kind -> kind + "/" + record.getMdc("resource.namespace") + "/" + record.getMdc("resource.name"));
    }
}
