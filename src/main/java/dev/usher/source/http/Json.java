package dev.usher.source.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.usher.domain.feed.Flaw.Defect;
import dev.usher.net.Body;
import dev.usher.source.Breaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.regex.Pattern;

/** Reads JSON that came from outside as it streams by: nothing of it is kept that nobody looks for. */
final class Json {
    /** Whoever meets a value that is looked for. */
    interface Visitor {
        /** Reads the value at which the parser is to its end. */
        void takes(Pointer known, JsonParser at) throws IOException, Breaks;
    }

    private static final int LONGEST_WORD = 40;
    private static final Pattern PART_OF_A_WORD = Pattern.compile("[A-Za-z0-9.+-]*");

    private final JsonFactory factory;

    /** @param depth of lists and objects within one another */
    Json(int depth) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** Reads one value, and that nothing follows. */
    void read(Body body, Sought sought, Visitor visitor) throws Breaks {
        try (var parser = factory.createParser(body.stream())) {
            read(parser, body, sought, visitor);
        } catch (IOException e) {
            throw Breaks.by(Defect.NOT_JSON);
        }
    }

    private static void read(JsonParser parser, Body body, Sought sought, Visitor visitor) throws IOException, Breaks {
        try {
            if (parser.nextToken() == null) {
                throw Breaks.by(Defect.EMPTY);
            }
            walk(parser, sought, visitor);
            if (parser.nextToken() != null) {
                throw Breaks.by(Defect.NOT_JSON);
            }
        } catch (JsonEOFException e) {
            throw Breaks.by(Defect.CUT_OFF);
        } catch (StreamConstraintsException e) {
            throw Breaks.by(Defect.TOO_DEEP);
        } catch (JsonProcessingException e) {
            var isWithin = !parser.getParsingContext().inRoot();
            throw Breaks.by(
                    isWithin && isAtTheEnd(e.getLocation().getByteOffset(), body) ? Defect.CUT_OFF : Defect.NOT_JSON);
        }
    }

    /** Whether nothing but a part of a word or a number follows. */
    private static boolean isAtTheEnd(long from, Body body) throws IOException {
        try (var bytes = body.stream()) {
            bytes.skipNBytes(Math.clamp(from, 0, body.size()));
            var rest = bytes.readNBytes(LONGEST_WORD);
            var text = new String(rest, StandardCharsets.ISO_8859_1);
            return rest.length < LONGEST_WORD && PART_OF_A_WORD.matcher(text).matches();
        }
    }

    /** Reads the value at which the parser is to its end. */
    static void walk(JsonParser parser, Sought sought, Visitor visitor) throws IOException, Breaks {
        if (sought.here().isPresent()) {
            visitor.takes(sought.here().get(), parser);
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                // Of names that nobody looks for none is kept, however many there are.
                var seen = new HashSet<String>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var name = parser.currentName();
                    if (sought.after(name).isPresent() && !seen.add(name)) {
                        throw Breaks.by(Defect.NOT_JSON);
                    }
                    parser.nextToken();
                    goOn(parser, sought, name, visitor);
                }
            }
            case START_ARRAY -> {
                for (var place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                    goOn(parser, sought, Integer.toString(place), visitor);
                }
            }
            case null, default -> {}
        }
    }

    private static void goOn(JsonParser parser, Sought sought, String step, Visitor visitor)
            throws IOException, Breaks {
        var next = sought.after(step);
        if (next.isPresent()) {
            walk(parser, next.get(), visitor);
        } else {
            parser.skipChildren();
        }
    }
}
