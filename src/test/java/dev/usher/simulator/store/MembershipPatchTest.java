package dev.usher.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.usher.simulator.protocol.Patch;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import dev.usher.simulator.protocol.Schema;
import dev.usher.simulator.protocol.ScimError;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way for memberships must end where the general PATCH would have ended. */
class MembershipPatchTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int USERS = 5;

    /** A general operation that changes nothing: with it a request does not qualify for the short way. */
    private static final String GENERAL = "{'op':'remove','path':'externalId'}";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static final class App {
        private final Directory directory =
                new Directory(URI.create("http://x"), Clock.systemUTC(), false, Integer.MAX_VALUE);
        private final List<String> users = new ArrayList<>();
        private final String group = create(ResourceType.GROUP, Schema.GROUP, "displayName", "g");

        App() {
            for (int i = 0; i < USERS; i++) {
                users.add(create(ResourceType.USER, Schema.USER, "userName", "u" + i));
            }
        }

        private String create(ResourceType type, Schema schema, String attribute, String value) {
            JsonNode body = json("{'schemas':['%s'],'%s':'%s'}".formatted(schema.id(), attribute, value));
            return directory
                    .create(type, body, Projection.EVERYTHING)
                    .body()
                    .path("id")
                    .asText();
        }

        private String id(int user) {
            return user < USERS ? users.get(user) : "nobody";
        }

        /** The refusal, or nothing. */
        private String patch(String operations) {
            try {
                JsonNode request = json("{'schemas':['%s'],'Operations':[%s]}".formatted(Patch.SCHEMA, operations));
                directory.patch(ResourceType.GROUP, group, "", request, Projection.EVERYTHING);
                return "";
            } catch (ScimError e) {
                return e.scimType();
            }
        }

        private List<Integer> members() {
            List<Integer> members = new ArrayList<>();
            JsonNode body = directory
                    .read(ResourceType.GROUP, group, Projection.EVERYTHING)
                    .body();
            body.path("members")
                    .forEach(member ->
                            members.add(users.indexOf(member.path("value").asText())));
            return members;
        }
    }

    /** Only a single operation adds somebody unknown: the general way looks at the end, where a later one may have taken them out. */
    private static String operation(Random random, boolean single, App app) {
        int first = random.nextInt(USERS + 1);
        int kind = random.nextInt(4);
        String one = app.id(kind < 2 || single ? first : first % USERS);
        String two = app.id(random.nextInt(USERS));
        return switch (kind) {
            case 0 -> "{'op':'remove','path':'members[value eq \\'" + one + "\\']'}";
            case 1 -> "{'op':'remove','path':'members','value':[{'value':'" + one + "'},{'value':'" + two + "'}]}";
            default -> "{'op':'add','path':'members','value':[{'value':'" + one + "'},{'value':'" + two + "'}]}";
        };
    }

    @Test
    void endsWhereTheGeneralPatchEnds() {
        for (long seed = 0; seed < 300; seed++) {
            App quick = new App();
            App general = new App();
            for (int request = 0; request < 6; request++) {
                int count = 1 + (int) ((seed + request) % 3);
                String forQuick = operations(new Random(seed * 31 + request), count, quick);
                String forGeneral = operations(new Random(seed * 31 + request), count, general);

                assertThat(quick.patch(forQuick))
                        .as("seed %d", seed)
                        .isEqualTo(general.patch(forGeneral + "," + GENERAL));
                assertThat(quick.members()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(general.members());
            }
        }
    }

    private static String operations(Random random, int count, App app) {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(operation(random, count == 1, app));
        }
        return String.join(",", operations);
    }

    @Test
    void leavesAnythingElseToTheGeneralPatch() {
        for (String operation : List.of(
                "{'op':'replace','path':'members','value':[]}",
                "{'op':'remove','path':'members'}",
                "{'op':'add','path':'members','value':[{'value':'x','nick':'y'}]}",
                "{'op':'add','value':{'members':[{'value':'x'}]}}",
                "{'op':'remove','path':'members[type eq \\'User\\']'}")) {
            assertThat(MembershipPatch.steps(json("[" + operation + "]")))
                    .as(operation)
                    .isEmpty();
        }
    }

    @Test
    void aRefusedStepTakesBackTheOnesBefore() {
        App app = new App();
        app.patch("{'op':'add','path':'members','value':[{'value':'" + app.id(0) + "'}]}");

        String refusal = app.patch("{'op':'remove','path':'members[value eq \\'" + app.id(0) + "\\']'},"
                + "{'op':'add','path':'members','value':[{'value':'" + app.id(1) + "'},{'value':'nobody'}]}");

        assertThat(refusal).isEqualTo("invalidValue");
        assertThat(app.members()).containsExactly(0);
    }
}
