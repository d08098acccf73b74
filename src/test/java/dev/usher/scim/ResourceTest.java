package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "<html>",
                "{\"id\":",
                "{\"a\":NaN}",
                "{} {}",
                "{\"a\":1,\"A\":1}"
            })
    void readsNothingButObjects(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @Test
    void readsNoObjectThatNeverEnds() {
        assertThat(parse("{\"a\":".repeat(50_000))).isEmpty();
    }

    @Test
    void findsAttributesInAnyCase() {
        var user = resource("{\"USERNAME\": \"ada\", \"Name\": {\"GivenName\": \"Ada\"}}");
        assertThat(user.text(ScimPath.of("userName"))).contains("ada");
        assertThat(user.text(ScimPath.of("name.givenName"))).contains("Ada");
    }

    @Test
    void findsValuesByFilter() {
        var user = resource(
                "{\"emails\": [{\"value\": \"h\", \"type\": \"home\"}, {\"value\": \"w\", \"type\": \"Work\"}]}");
        assertThat(user.text(ScimPath.of("emails[type eq \"work\"].value"))).contains("w");
        assertThat(user.text(ScimPath.of("emails.value"))).contains("h");
        assertThat(user.text(ScimPath.of("emails[primary eq true].value"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.b.c", "urn:x:y:1:a", "urn:x:y:1:a.b", "missing", "missing.b"})
    void findsWithoutAFilterWhatTheLibraryFinds(String text) throws Exception {
        var path = ScimPath.of(text);
        for (var value : List.of(
                "1",
                "null",
                "\"t\"",
                "true",
                "[]",
                "{}",
                "[null, 1, \"t\", [2], {\"b\": 3}]",
                "{\"B\": {\"c\": \"t\"}}",
                "{\"b\": [{\"c\": 1}, {\"C\": [\"t\", \"u\"]}, 7]}",
                "[{\"b\": null}, {\"b\": []}, {\"b\": \"t\"}, {\"b\": {\"c\": {}}}]")) {
            var user = resource("{\"A\": " + value + ", \"URN:x:y:1\": {\"a\": " + value + "}}");
            var found = new ArrayList<JsonNode>();
            for (var node : JsonUtils.findMatchingPaths(path.library(), user.copy())) {
                if (node.isArray()) {
                    node.forEach(found::add);
                } else if (!node.isNull()) {
                    found.add(node);
                }
            }
            var texts = found.stream().filter(node -> node.isTextual() || node.isIntegralNumber());

            assertThat(user.has(path)).as(value).isEqualTo(!found.isEmpty());
            assertThat(user.text(path))
                    .as(value)
                    .isEqualTo(texts.map(JsonNode::asText).findFirst());
            assertThat(user.parts(path)).as(value).hasSize((int)
                    found.stream().filter(JsonNode::isObject).count());
        }
    }

    @Test
    void findsManyTextsAtOnceAsOneAfterTheOther() {
        var user = resource("""
                        {"USERNAME": "ada", "name": {"givenName": "Ada"}, "title": null,
                         "emails": [{"type": "work", "value": "w"}], "urn:x:y:1": {"a": 7}}
                        """);

        assertThat(user.texts(Map.of(
                        "login", ScimPath.of("userName"),
                        "given", ScimPath.of("name.givenName"),
                        "title", ScimPath.of("title"),
                        "nick", ScimPath.of("nickName"),
                        "mail", ScimPath.of("emails[type eq \"work\"].value"),
                        "a", ScimPath.of("urn:x:y:1:a"))))
                .isEqualTo(Map.of("login", "ada", "given", "Ada", "mail", "w", "a", "7"));
    }

    @Test
    void takesWholeNumbersForTextAndNothingElse() {
        assertThat(resource("{\"id\": 17}").text(ScimPath.of("id"))).contains("17");
        assertThat(resource("{\"id\": {}}").text(ScimPath.of("id"))).isEmpty();
        assertThat(resource("{\"id\": null}").text(ScimPath.of("id"))).isEmpty();
        assertThat(resource("{\"id\": true}").text(ScimPath.of("id"))).isEmpty();
    }

    @Test
    void takesBooleansThatAreWrittenAsText() {
        var active = ScimPath.of("active");
        assertThat(resource("{\"active\": false}").flag(active)).contains(false);
        assertThat(resource("{\"active\": \"False\"}").flag(active)).contains(false);
        assertThat(resource("{\"active\": \"maybe\"}").flag(active)).isEmpty();
        assertThat(resource("{}").flag(active)).isEmpty();
    }

    @Test
    void losesNoValueThatIsNoObject() {
        var members = ScimPath.of("members");
        assertThat(resource("{\"members\": [{\"value\": \"1\"}, {\"value\": \"2\"}]}")
                        .objects(members))
                .hasValueSatisfying(all -> assertThat(all).hasSize(2));
        assertThat(resource("{\"members\": [{\"value\": \"1\"}, \"2\"]}").objects(members))
                .isEmpty();
        assertThat(resource("{}").objects(members))
                .hasValueSatisfying(all -> assertThat(all).isEmpty());
    }

    @Test
    void isAPageIfItSaysHowManyThereAre() {
        assertThat(page("{\"totalResults\": 3, \"Resources\": [{\"id\": \"1\"}]}"))
                .hasValueSatisfying(page -> {
                    assertThat(page.total()).hasValue(3);
                    assertThat(page.isPart()).isTrue();
                    assertThat(page.rows()).hasSize(1);
                });
        assertThat(page("{\"totalResults\": 0}")).isPresent();
        assertThat(page("{\"Resources\": []}")).isEmpty();
        assertThat(page("{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"]}"))
                .isPresent();
        assertThat(page("{\"totalResults\": -1}")).isEmpty();
        assertThat(page("{\"totalResults\": 1, \"Resources\": \"all\"}")).isEmpty();
        assertThat(page("{\"Resources\": [], \"nextCursor\": \"c\"}")).hasValueSatisfying(page -> {
            assertThat(page.nextCursor()).contains("c");
            assertThat(page.isPart()).isTrue();
        });
    }

    @Test
    void isAnErrorIfItSaysThatItIs() {
        var schema = "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:Error\"], \"scimType\": \"%s\"}";
        assertThat(ScimError.of(resource(schema.formatted("uniqueness"))))
                .contains(new ScimError(ScimError.Type.UNIQUENESS, Optional.of("uniqueness")));
        assertThat(ScimError.of(resource(schema.formatted("noTarget"))))
                .contains(new ScimError(ScimError.Type.NO_TARGET, Optional.of("noTarget")));
        assertThat(ScimError.of(resource(schema.formatted("tooMany"))))
                .contains(new ScimError(ScimError.Type.TOO_MANY, Optional.of("tooMany")));
        assertThat(ScimError.of(resource(schema.formatted("surprise"))))
                .contains(new ScimError(ScimError.Type.OTHER, Optional.of("surprise")));
        assertThat(ScimError.of(resource("{\"message\": \"no route\"}"))).isEmpty();
    }

    @Test
    void doesNotPrintWhatItHolds() {
        assertThat(resource("{\"userName\": \"ada\"}").toString()).doesNotContain("ada");
    }

    private static Optional<ListPage> page(String json) {
        return ListPage.of(resource(json));
    }

    private static Resource resource(String json) {
        return parse(json).orElseThrow();
    }

    private static Optional<Resource> parse(String json) {
        return Resource.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
