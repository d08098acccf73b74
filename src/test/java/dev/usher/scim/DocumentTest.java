package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final String EXTENSION = "urn:example:User";

    private static Document of(String json) {
        var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Document.copy(Resource.parse(new ByteArrayInputStream(bytes)).orElseThrow());
    }

    private static String json(Document document) {
        return document.json().replace('"', '\'');
    }

    @Test
    void writesAnAttributeOverTheOneThatIsSpelledOtherwise() {
        var user = of("{'username': 'ada', 'Name': {'GIVENNAME': 'A', 'familyName': 'L'}, 'other': 1}");

        user.put("userName", "ada2").put(Optional.empty(), List.of("name", "givenName"), "Ada");

        assertThat(json(user)).isEqualTo("{'username':'ada2','Name':{'GIVENNAME':'Ada','familyName':'L'},'other':1}");
    }

    @Test
    void leavesTheResourceAsItIsOfWhichItIsACopy() {
        var bytes = "{\"title\": \"x\"}".getBytes(StandardCharsets.UTF_8);
        var shown = Resource.parse(new ByteArrayInputStream(bytes)).orElseThrow();

        Document.copy(shown).put("title", "y");

        assertThat(shown.text(ScimPath.of("title"))).contains("x");
    }

    @Test
    void saysOnceOfWhichSchemasItIs() {
        var user = of("{'schemas': ['urn:Example:USER']}")
                .put(Optional.of(EXTENSION), List.of("badge"), "7")
                .put(Optional.of(EXTENSION), List.of("desk"), "8");

        assertThat(json(user))
                .isEqualTo("{'schemas':['urn:Example:USER'],'urn:example:User':{'badge':'7','desk':'8'}}");
    }

    @Test
    void takesAValueAwayByLeavingItOutOrBySayingThatThereIsNone() {
        assertThat(json(of("{'title': 'x', 'id': '7'}").remove(Optional.empty(), List.of("Title"))))
                .isEqualTo("{'id':'7'}");
        assertThat(json(of("{'title': 'x', 'id': '7'}").unassign(Optional.empty(), List.of("title"))))
                .isEqualTo("{'title':null,'id':'7'}");
    }

    @Test
    void writesOneOfSeveralValuesAndLeavesTheOthers() {
        var mails = "{'emails': [{'value': 'h', 'type': 'home'}, {'value': 'w', 'TYPE': 'Work'}]}";
        Map<String, Object> mail = Map.of("value", "n", "type", "work");

        assertThat(json(of(mails).putAmong("emails", "type", "work", mail)))
                .isEqualTo("{'emails':[{'value':'h','type':'home'},{'value':'n','TYPE':'work'}]}");
        assertThat(json(of("{'emails': [{'value': 'w', 'type': 'work', 'primary': true}]}")
                        .putAmong("emails", "type", "work", mail)))
                .isEqualTo("{'emails':[{'value':'n','type':'work','primary':true}]}");
        assertThat(json(of("{}").putAmong("emails", "type", "work", mail)))
                .isEqualTo("{'emails':[{'type':'work','value':'n'}]}");
        assertThat(json(of(mails).removeAmong("emails", "type", "work")))
                .isEqualTo("{'emails':[{'value':'h','type':'home'}]}");
        assertThat(json(of("{'emails': [{'value': 'p', 'primary': true}, {'value': 'q'}]}")
                        .removeAmong("emails", "primary", true)))
                .isEqualTo("{'emails':[{'value':'q'}]}");
    }
}
