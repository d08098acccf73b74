package dev.usher.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** One JSON object on one line, its fields in the order in which they are written. */
final class Line {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL = 1536;

    /** What a part of a line writes. */
    interface Fields {
        void write(Line line);
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    private final JsonGenerator json;

    private Line() {
        try {
            json = JSON.createGenerator(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line with its end. */
    static byte[] of(Fields fields) {
        var line = new Line();
        try {
            line.json.writeStartObject();
            fields.write(line);
            line.json.writeEndObject();
            line.json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.bytes.write('\n');
        return line.bytes.toByteArray();
    }

    Line with(String name, String value) {
        try {
            json.writeStringField(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Line with(String name, Optional<String> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    Line with(String name, long value) {
        try {
            json.writeNumberField(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Line with(String name, boolean value) {
        try {
            json.writeBooleanField(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Line with(String name, Fields fields) {
        try {
            json.writeObjectFieldStart(name);
            fields.write(this);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Line with(String name, Collection<String> texts) {
        try {
            json.writeArrayFieldStart(name);
            for (var text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A list of one object. */
    Line withOne(String name, Fields fields) {
        try {
            json.writeArrayFieldStart(name);
            json.writeStartObject();
            fields.write(this);
            json.writeEndObject();
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
