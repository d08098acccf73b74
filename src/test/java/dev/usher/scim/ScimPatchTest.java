package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScimPatchTest {
    @Test
    void carriesItsOperationsInOrder() throws JsonProcessingException {
        var patch = new ScimPatch()
                .replace(ScimPath.of("name.givenName"), "Ada")
                .replace(ScimPath.of("active"), false)
                .remove(ScimPath.of("displayName"))
                .add(ScimPath.of("members"), List.of(Map.of("value", "7"), Map.of("value", "8")));
        assertThat(new JsonMapper().readTree(patch.json())).isEqualTo(new JsonMapper().readTree("""
                        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
                          {"op": "replace", "path": "name.givenName", "value": "Ada"},
                          {"op": "replace", "path": "active", "value": false},
                          {"op": "remove", "path": "displayName"},
                          {"op": "add", "path": "members", "value": [{"value": "7"}, {"value": "8"}]}]}"""));
    }

    @Test
    void isEmptyUntilItHasAnOperation() {
        assertThat(new ScimPatch().isEmpty()).isTrue();
        assertThat(new ScimPatch().remove(ScimPath.of("title")).isEmpty()).isFalse();
    }
}
