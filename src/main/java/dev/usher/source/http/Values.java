package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.usher.domain.feed.Refusal.Rule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of one record: texts without the white space around them, numbers as they are written, {@code true} and
 * {@code false}; of a list of such, all of them with a comma between. What is null or empty is not there.
 */
final class Values implements Json.Visitor {
    private final int longest;
    private final Map<Pointer, String> texts = new HashMap<>();
    private final Set<Pointer> there = new TreeSet<>();
    private final Map<Pointer, Rule> faults = new HashMap<>();

    /** @param longest how many characters a value may have */
    Values(int longest) {
        this.longest = longest;
    }

    @Override
    public void takes(Pointer known, JsonParser at) throws IOException {
        there.add(known);
        if (at.currentToken().isScalarValue()) {
            put(known, text(at));
        } else if (at.currentToken() == JsonToken.START_ARRAY) {
            putAll(known, at);
        } else {
            failed(known, Rule.NOT_A_VALUE);
            at.skipChildren();
        }
    }

    /** What is longer than a value may be is not kept. */
    private void putAll(Pointer known, JsonParser at) throws IOException {
        var all = new StringBuilder();
        while (at.nextToken() != JsonToken.END_ARRAY) {
            if (!at.currentToken().isScalarValue()) {
                failed(known, Rule.NOT_A_VALUE);
                at.skipChildren();
            } else if (all.length() <= longest) {
                var part = text(at);
                all.append(all.isEmpty() || part.isEmpty() ? "" : ",").append(part);
            }
        }
        put(known, all.toString());
    }

    private static String text(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_NULL ? "" : at.getText().strip();
    }

    private void put(Pointer known, String text) {
        if (text.length() > longest) {
            failed(known, Rule.VALUE_TOO_LONG);
        } else if (!text.isEmpty()) {
            texts.put(known, text);
        }
    }

    private void failed(Pointer field, Rule rule) {
        faults.put(field, rule);
    }

    /** Puts others over these; what they do not have stays. */
    void add(Values more) {
        texts.putAll(more.texts);
        there.addAll(more.there);
        faults.putAll(more.faults);
    }

    /** This was looked for, and is no value of the record. */
    void leaves(Pointer pointer) {
        texts.remove(pointer);
        there.remove(pointer);
        faults.remove(pointer);
    }

    /** Nothing of these can be read. */
    void fail(Set<Pointer> fields, Rule rule) {
        fields.forEach(field -> failed(field, rule));
    }

    /** What was there, whatever it was. */
    Set<Pointer> there() {
        return there;
    }

    Optional<String> text(Pointer pointer) {
        return Optional.ofNullable(texts.get(pointer));
    }

    /** What is no value that can be read, and why. */
    Map<Pointer, Rule> faults() {
        return faults;
    }

    /** The same, by what the pointers are written as. */
    Map<String, Rule> namedFaults() {
        var named = new HashMap<String, Rule>();
        faults.forEach((pointer, rule) -> named.put(pointer.toString(), rule));
        return named;
    }

    /** By what their pointers are written as. */
    Map<String, String> named() {
        var named = new HashMap<String, String>();
        texts.forEach((pointer, text) -> named.put(pointer.toString(), text));
        return named;
    }
}
