package dev.usher.scim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that came from outside, so that it means one thing and can be held: nothing is said twice, in whatever case, numbers
 * stay as they are, and a small text becomes no large tree.
 */
final class Json {
    /** Far beyond a page of a thousand accounts; what costs most becomes some 100 MB of objects, where 32 MiB of it would be more than 1 GB. */
    static final int MOST_TOKENS = 1_500_000;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectReader READER = JsonUtils.getObjectReader()
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** A whole text; empty space counts for nothing. */
    static @Nullable JsonNode whole(InputStream json) throws IOException {
        try (var parser = parser(json)) {
            var tree = tree(parser);
            expectEnd(parser);
            return tree;
        }
    }

    /** The value at which the parser is, or to which it comes next. */
    static @Nullable JsonNode tree(JsonParser parser) throws IOException {
        return READER.readTree(parser instanceof Counted ? parser : counted(parser));
    }

    /** The same text, of which all that is read through this counts together. */
    static JsonParser counted(JsonParser parser) {
        return new Counted(parser);
    }

    /** Reads past the value at which the parser is, and finds the same wrong with it as {@link #tree} does, without keeping it. */
    static void skim(JsonParser parser) throws IOException {
        skimOn(parser instanceof Counted ? parser : counted(parser));
    }

    private static void skimOn(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                var said = new HashSet<String>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    if (!said.add(Resource.folded(parser.currentName()))) {
                        throw new IOException("said twice");
                    }
                    parser.nextToken();
                    skimOn(parser);
                }
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    skimOn(parser);
                }
            }
            // Only what is looked at is read by the library: a text may not be UTF-8, and a number too long.
            case VALUE_STRING -> parser.getTextLength();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case null, default -> {}
        }
    }

    static void expectEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("something follows");
        }
    }

    private static final class Counted extends JsonParserDelegate {
        private int left = MOST_TOKENS;

        private Counted(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            left--;
            if (left < 0) {
                throw new StreamConstraintsException("too many tokens");
            }
            return super.nextToken();
        }
    }
}
