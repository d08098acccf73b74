package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberStreamTest {
    private static final ScimPath VALUE = ScimPath.of("value");

    private static Optional<MemberStream> parse(String json) {
        return MemberStream.parse(() -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> members(MemberStream stream) {
        var values = new ArrayList<String>();
        stream.forEach(member -> values.add(member.text(VALUE).orElse("")));
        return values;
    }

    @Test
    void tellsEachMemberAndAllElseWhereverTheyStand() {
        var stream = parse("""
                        {"id": "7", "Members": [{"value": "1", "x": {"y": [1]}}, {"value": 2}, {"value": "1"}], "displayName": "staff"}
                        """).orElseThrow();

        assertThat(members(stream)).containsExactly("1", "2", "1");
        assertThat(members(stream)).as("again").hasSize(3);
        assertThat(stream.hasMembers()).isTrue();
        assertThat(stream.group().text(ScimPath.of("id"))).contains("7");
        assertThat(stream.group().text(ScimPath.of("displayName"))).contains("staff");
        assertThat(stream.group().has(ScimPath.of("members"))).isFalse();
    }

    @Test
    void tellsOfEachMemberOnlyWhatIsAskedFor() {
        var stream = parse("""
                        {"members": [{"$ref": "r", "VALUE": "1", "x": {"value": "9"}}, {"value": 2, "type": ["User"]}, {"x": [1]}]}
                        """).orElseThrow();
        var shown = new ArrayList<Map<String, Object>>();

        stream.forEach(Set.of("value"), member -> {
            assertThat(member.text(ScimPath.of("$ref"))).isEmpty();
            assertThat(member.has(ScimPath.of("type"))).isFalse();
            shown.add(Map.of("value", member.text(VALUE).orElse("")));
        });

        assertThat(shown).extracting(member -> member.get("value")).containsExactly("1", "2", "");
    }

    @Test
    void tellsTextsAmongManyValuesOfAMember() {
        var stream = parse(
                        "{\"members\": [{\"value\": [\"1\", \"2\"]}, {\"value\": {\"value\": \"3\"}}, {\"value\": null}]}")
                .orElseThrow();
        var values = new ArrayList<String>();

        stream.forEach(Set.of("value"), member -> values.add(member.text(VALUE).orElse("")));

        assertThat(values).containsExactlyElementsOf(members(stream)).containsExactly("1", "", "");
    }

    @Test
    void findsWhatIsWrongWithAPartOfAMemberThatNobodyAsksFor() {
        assertThat(parse("{\"members\": [{\"value\": \"1\", \"x\": {\"y\": [{\"z\": 1, \"Z\": 1}]}}]}"))
                .isEmpty();
        assertThat(parse("{\"members\": [{\"value\": \"1\", \"x\": " + "9".repeat(2_000) + "}]}"))
                .isEmpty();
        assertThat(parse("{\"members\": [{\"value\": \"1\", \"x\": 1." + "9".repeat(2_000) + "}]}"))
                .isEmpty();
        assertThat(MemberStream.parse(() -> new ByteArrayInputStream(
                        "{\"members\": [{\"x\": \"\u00ff\"}]}".getBytes(StandardCharsets.ISO_8859_1))))
                .isEmpty();
    }

    @Test
    void tellsWhetherAnythingIsSaidOfMembers() {
        assertThat(parse("{\"id\": \"7\"}").map(MemberStream::hasMembers)).contains(false);
        assertThat(parse("{\"members\": null}").map(MemberStream::hasMembers)).contains(false);
        assertThat(parse("{\"members\": []}").map(MemberStream::hasMembers)).contains(true);
        assertThat(parse("{\"members\": {\"value\": \"1\"}}").map(MemberStreamTest::members))
                .contains(List.of("1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{",
                "{\"members\": [",
                "{\"members\": [{\"value\": \"1\"}",
                "{\"members\": [{\"value\": \"1\"}]",
                "{\"members\": [{\"value\": \"1\"}, 7]}",
                "{\"members\": [null]}",
                "{\"members\": \"1\"}",
                "{\"members\": [], \"MEMBERS\": []}",
                "{\"id\": \"7\", \"ID\": \"8\"}",
                "{\"members\": [{\"value\": \"1\", \"Value\": \"2\"}]}",
                "{\"members\": []} {}"
            })
    void isWholeOrNothing(String json) {
        assertThat(parse(json)).isEmpty();
    }
}
