package dev.usher.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final String ADA = """
            {'userName':'ada','active':true,'name':{'givenName':'Ada','familyName':'King'},
             'emails':[{'type':'work','value':'ada@work','primary':true},{'type':'home','value':'ada@home'}]}""";
    private static final String GROUP =
            "{'displayName':'g','members':[{'value':'1','type':'User'},{'value':'2','type':'User'}]}";

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode patch(ResourceType type, String before, String operations) {
        String schema = Patch.SCHEMA;
        return Patch.apply(
                type, json(before), json("{'schemas':['" + schema + "'],'Operations':[" + operations + "]}"));
    }

    private static ObjectNode ada(String operations) {
        return patch(ResourceType.USER, ADA, operations);
    }

    private static ObjectNode group(String operations) {
        return patch(ResourceType.GROUP, GROUP, operations);
    }

    @Test
    void replacesASimpleAttributeByPath() {
        assertThat(ada("{'op':'replace','path':'active','value':false}"))
                .isEqualTo(json(ADA.replace("'active':true", "'active':false")));
    }

    @Test
    void replacesWithoutAPath() {
        assertThat(ada("{'op':'replace','value':{'active':false,'displayName':'A'}}"))
                .isEqualTo(json(ADA.replace("'active':true", "'active':false,'displayName':'A'")));
    }

    @Test
    void mergesIntoAComplexAttribute() {
        assertThat(ada("{'op':'replace','path':'name','value':{'familyName':'Lovelace'}}")
                        .path("name"))
                .isEqualTo(json("{'givenName':'Ada','familyName':'Lovelace'}"));
    }

    @Test
    void addsToAMultiValuedAttributeOnceOnly() {
        String op = "{'op':'add','path':'emails','value':[{'type':'home','value':'ada@home'},{'value':'new@x'}]}";

        assertThat(ada(op).path("emails")).hasSize(3).last().isEqualTo(json("{'value':'new@x'}"));
    }

    @Test
    void aNewPrimaryValueTakesOverFromTheOldOne() {
        assertThat(ada("{'op':'add','path':'emails','value':[{'value':'new@x','primary':true}]}")
                        .path("emails")
                        .findValuesAsText("primary"))
                .containsExactly("false", "true");
        assertThat(ada("{'op':'replace','path':'emails[type eq \\'home\\'].primary','value':true}")
                        .path("emails")
                        .findValuesAsText("primary"))
                .containsExactly("false", "true");
    }

    @Test
    void replacesAllValuesOfAMultiValuedAttribute() {
        assertThat(ada("{'op':'replace','path':'emails','value':[{'value':'only@x'}]}")
                        .path("emails"))
                .containsExactly(json("{'value':'only@x'}"));
    }

    @Test
    void changesASubAttributeOfTheValuesThatAFilterPicks() {
        ObjectNode after = ada("{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'new@work'}");

        assertThat(after.path("emails").findValuesAsText("value")).containsExactly("new@work", "ada@home");
    }

    @Test
    void replacesAndRemovesWholeValuesThatAFilterPicks() {
        assertThat(ada("{'op':'replace','path':'emails[type eq \\'work\\']','value':{'value':'x'}}")
                        .path("emails")
                        .get(0))
                .isEqualTo(json("{'value':'x'}"));
        assertThat(ada("{'op':'add','path':'emails[type eq \\'work\\']','value':{'display':'x'}}")
                        .path("emails")
                        .get(0))
                .isEqualTo(json("{'type':'work','value':'ada@work','primary':true,'display':'x'}"));
        assertThat(ada("{'op':'remove','path':'emails[type eq \\'work\\']'}")
                        .path("emails")
                        .findValuesAsText("type"))
                .containsExactly("home");
    }

    @Test
    void removesWhatBecomesEmpty() {
        ObjectNode after = ada("{'op':'remove','path':'emails'},{'op':'remove','path':'name.givenName'},"
                + "{'op':'remove','path':'name.familyName'},{'op':'remove','path':'nickName'}");

        assertThat(after).isEqualTo(json("{'userName':'ada','active':true}"));
    }

    @Test
    void reachesIntoTheExtension() {
        ObjectNode after = ada("{'op':'add','path':'%1$s:department','value':'Maths'},".formatted(EXTENSION)
                + "{'op':'add','path':'%1$s:manager.value','value':'m'},".formatted(EXTENSION)
                + "{'op':'add','value':{'%1$s':{'costCenter':'7'}}}".formatted(EXTENSION));

        assertThat(after.path(EXTENSION))
                .isEqualTo(json("{'department':'Maths','manager':{'value':'m'},'costCenter':'7'}"));
        assertThat(patch(ResourceType.USER, after.toString(), "{'op':'remove','path':'%s'}".formatted(EXTENSION)))
                .isEqualTo(json(ADA));
    }

    @Test
    void takesAwayWhatIsNullAndLeavesWhatIsNotNamed() {
        ObjectNode before =
                ada("{'op':'add','value':{'%1$s':{'department':'Maths','costCenter':'7'}}}".formatted(EXTENSION));
        String operation = "{'op':'replace','value':{'%s':{%s}}}";

        assertThat(patch(ResourceType.USER, before.toString(), operation.formatted(EXTENSION, "'department':null"))
                        .path(EXTENSION))
                .isEqualTo(json("{'costCenter':'7'}"));
        assertThat(patch(
                                ResourceType.USER,
                                before.toString(),
                                operation.formatted(EXTENSION, "'department':null,'costCenter':'8'"))
                        .path(EXTENSION))
                .isEqualTo(json("{'costCenter':'8'}"));
    }

    @Test
    void addsMembersOnceAndRemovesThemInBothForms() {
        assertThat(group("{'op':'add','path':'members','value':[{'value':'2'},{'value':'3'}]}")
                        .path("members")
                        .findValuesAsText("value"))
                .containsExactly("1", "2", "3");
        assertThat(group("{'op':'remove','path':'members[value eq \\'1\\']'}")
                        .path("members")
                        .findValuesAsText("value"))
                .containsExactly("2");
        assertThat(group("{'op':'remove','path':'members','value':[{'value':'1'},{'value':'9'}]}")
                        .path("members")
                        .findValuesAsText("value"))
                .containsExactly("2");
        assertThat(group("{'op':'remove','path':'members'}").has("members")).isFalse();
        assertThat(group("{'op':'replace','path':'members','value':[]}").has("members"))
                .isFalse();
    }

    @Test
    void leavesTheOriginalAlone() {
        ObjectNode before = json(ADA);
        String request = "{'schemas':['" + Patch.SCHEMA + "'],'Operations':["
                + "{'op':'replace','path':'name.givenName','value':'X'},{'op':'remove','path':'emails'}]}";

        Patch.apply(ResourceType.USER, before, json(request));

        assertThat(before).isEqualTo(json(ADA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'op':'Replace','path':'active','value':false}                              | invalidSyntax
            {'op':'move','path':'active','value':false}                                 | invalidSyntax
            {'op':'replace','path':'active'}                                            | invalidValue
            {'op':'replace','path':'active','value':'false'}                            | invalidValue
            {'op':'replace','path':'userName','value':7}                                | invalidValue
            {'op':'replace','value':'x'}                                                | invalidValue
            {'op':'add','path':'emails','value':[{'value':'a','primary':true},{'value':'b','primary':true}]} | invalidValue
            {'op':'replace','path':'name','value':{'nick':'x'}}                         | invalidSyntax
            {'op':'remove'}                                                             | noTarget
            {'op':'remove','path':'emails[type eq "other"]'}                            | noTarget
            {'op':'replace','path':'emails[type eq "other"].value','value':'x'}         | noTarget
            {'op':'replace','path':'phoneNumbers[type eq "work"]','value':{'value':'x'}} | noTarget
            {'op':'replace','path':'naem','value':'x'}                                  | invalidPath
            {'op':'replace','value':{'name.givenName':'x'}}                             | invalidPath
            {'op':'replace','path':'urn:x:y:User:title','value':'x'}                    | invalidPath
            {'op':'replace','path':'emails[type eq "work"','value':'x'}                 | invalidPath
            {'op':'replace','path':'name[givenName eq "x"]','value':{}}                 | invalidPath
            {'op':'remove','path':'emails[type is "work"]'}                             | invalidFilter
            {'op':'remove','path':'userName'}                                           | mutability
            {'op':'replace','path':'userName','value':null}                             | mutability
            {'op':'replace','path':'id','value':'x'}                                    | mutability
            {'op':'replace','value':{'id':'x'}}                                         | mutability
            {'op':'add','path':'groups','value':[{'value':'x'}]}                        | mutability
            {'op':'replace','path':'meta.created','value':'2026-01-01T00:00:00Z'}       | mutability
            """)
    void refusesAndNamesTheReason(String operation, String scimType) {
        String escaped = operation.replace("\"", "\\'");

        assertThatExceptionOfType(ScimError.class)
                .isThrownBy(() -> ada("{'op':'replace','path':'title','value':'x'}," + escaped))
                .satisfies(error -> assertThat(error.scimType()).isEqualTo(scimType));
    }

    @Test
    void aMemberCannotBecomeAnotherMember() {
        assertThatExceptionOfType(ScimError.class)
                .isThrownBy(() -> group("{'op':'replace','path':'members[value eq \\'1\\'].value','value':'3'}"))
                .satisfies(error -> assertThat(error.scimType()).isEqualTo("mutability"));
    }

    @Test
    void refusesARequestWithoutItsSchemaOrOperations() {
        for (String request : new String[] {
            "{'Operations':[{'op':'remove','path':'title'}]}",
            "{'schemas':['" + Patch.SCHEMA + "']}",
            "{'schemas':['" + Patch.SCHEMA + "'],'Operations':[]}"
        }) {
            assertThatExceptionOfType(ScimError.class)
                    .isThrownBy(() -> Patch.apply(ResourceType.USER, json(ADA), json(request)))
                    .satisfies(error -> assertThat(error.scimType()).isEqualTo("invalidSyntax"));
        }
    }
}
