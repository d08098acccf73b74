package dev.usher.runtime;

import io.quarkus.logging.json.runtime.JsonFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Lines of JSON that say in fields of their own what whoever wrote them was about. */
final class JsonLines extends JsonFormatter {
    /** Lines as another formatter makes them, with those fields. */
    JsonLines(JsonFormatter like) {
        super(like.getKeyOverrides(), like.getExcludedKeys(), like.getAdditionalFields());
        setExceptionOutputType(like.getExceptionOutputType());
        setPrintDetails(like.isPrintDetails());
        setRecordDelimiter(like.getRecordDelimiter());
        setZoneId(like.getZoneId().getId());
    }

    @Override
    protected void after(Generator generator, ExtLogRecord entry) throws Exception {
        super.after(generator, entry);
        for (var noted : Witness.noted(entry).entrySet()) {
            generator.add(noted.getKey().key(), noted.getValue());
        }
    }
}
