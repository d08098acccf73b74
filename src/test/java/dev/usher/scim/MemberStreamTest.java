package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
