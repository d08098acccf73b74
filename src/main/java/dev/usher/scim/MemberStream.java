package dev.usher.scim;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A group whose members stay in its text until somebody asks for them, one after the other: there may be very many.
 *
 * <p>It was read to its end once, each member, too, so that it is known to be whole before the first member is told.
 */
public final class MemberStream {
    private static final String MEMBERS = "members";

    private final Supplier<InputStream> json;
    private final Resource group;
    private final boolean shown;

    private MemberStream(Supplier<InputStream> json, Resource group, boolean shown) {
        this.json = json;
        this.group = group;
        this.shown = shown;
    }

    /** Does something with one member. */
    private interface Reader {
        void at(JsonParser parser) throws IOException;
    }

    /**
     * Reads JSON; empty where it is none, or anything but an object, or where one of its members is no object, so that none is lost
     * in silence.
     *
     * @param json the same text each time
     */
    public static Optional<MemberStream> parse(Supplier<InputStream> json) {
        var rest = JsonUtils.getJsonNodeFactory().objectNode();
        try {
            var lists = walk(json, rest, Json::skim);
            return lists > 1 ? Optional.empty() : Optional.of(new MemberStream(json, Resource.of(rest), lists == 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All that it says but its members. */
    public Resource group() {
        return group;
    }

    /** Whether it says anything of members, if only that there are none. */
    public boolean hasMembers() {
        return shown;
    }

    /** Each of its members, as often as it is shown. */
    public void forEach(Consumer<Resource> member) {
        try {
            walk(json, JsonUtils.getJsonNodeFactory().objectNode(), parser -> {
                if (Json.tree(parser) instanceof ObjectNode one) {
                    member.accept(Resource.of(one));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("what was read once is read again", e);
        }
    }

    /**
     * What each of its members says under one of these names, which no other part of it costs anything.
     *
     * @param names in lower case
     * @param member takes a member that says nothing else
     */
    public void forEach(Set<String> names, Consumer<Resource> member) {
        try {
            walk(
                    json,
                    JsonUtils.getJsonNodeFactory().objectNode(),
                    parser -> member.accept(Resource.of(part(parser, names))));
        } catch (IOException e) {
            throw new UncheckedIOException("what was read once is read again", e);
        }
    }

    private static ObjectNode part(JsonParser parser, Set<String> names) throws IOException {
        var part = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = Resource.folded(parser.currentName());
            var token = parser.nextToken();
            if (!names.contains(name)) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_STRING) {
                part.put(name, parser.getText());
            } else {
                part.set(name, Json.tree(parser));
            }
        }
        return part;
    }

    /** How often it has members. */
    private static int walk(Supplier<InputStream> json, ObjectNode rest, Reader reader) throws IOException {
        var lists = 0;
        try (var text = json.get();
                var parser = Json.parser(text)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            var beside = Json.counted(parser);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var first = parser.nextToken();
                if (!name.equalsIgnoreCase(MEMBERS)) {
                    putOnce(rest, name, Json.tree(beside));
                } else if (first != JsonToken.VALUE_NULL) {
                    lists++;
                    members(parser, reader);
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
            Json.expectEnd(parser);
        }
        return lists;
    }

    private static void putOnce(ObjectNode rest, String name, @Nullable JsonNode value) throws IOException {
        if (rest.replace(name, value) != null) {
            throw new IOException("said twice");
        }
    }

    /** Some apps show a single one without a list. */
    private static void members(JsonParser parser, Reader reader) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            reader.at(parser);
            return;
        }
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.START_OBJECT);
            reader.at(parser);
        }
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("not a group");
        }
    }
}
