package dev.usher.simulator.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String ADA = """
            {"id":"A1","externalId":"Ext-1","userName":"Ada.Lovelace","active":true,"title":"Countess",
             "name":{"familyName":"Lovelace","givenName":"Ada"},
             "emails":[{"type":"work","value":"ada@example.com"},{"type":"home","value":"ada@home.net"}],
             "meta":{"lastModified":"2026-01-02T03:04:05Z"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"department":"Engineering","manager":{"value":"M1"}}}""";

    private static boolean matches(String filter) {
        try {
            JsonNode ada = JSON.readTree(ADA);
            return FilterMatcher.of(ResourceType.USER, FilterParser.parse(filter))
                    .test(ada::path);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"ada.lovelace\"",
                "USERNAME EQ \"ADA.LOVELACE\"",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada.lovelace\"",
                "userName ne \"bob\"",
                "userName co \"love\"",
                "userName sw \"ADA\"",
                "userName ew \"lace\"",
                "userName gt \"abc\"",
                "userName ge \"ada.lovelace\"",
                "userName lt \"b\"",
                "userName le \"ada.lovelace\"",
                "title pr",
                "nickName eq null",
                "nickName ne \"x\"",
                "not (nickName pr)",
                "active eq true",
                "active ne false",
                "externalId eq \"Ext-1\"",
                "name.familyName eq \"lovelace\"",
                "emails eq \"ada@home.net\"",
                "emails co \"example.com\"",
                "emails.type eq \"work\"",
                "emails[type eq \"work\"]",
                "emails[type eq \"work\" and value co \"@example.com\"]",
                "meta.lastModified gt \"2026-01-01T00:00:00Z\"",
                "meta.lastModified eq \"2026-01-02T04:04:05+01:00\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"engineering\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq \"M1\"",
                "userName eq \"x\" or userName eq \"y\" or title pr",
                "title pr and userName sw \"a\" or nickName pr",
                "nickName pr and title pr or active eq true",
                "userName sw \"a\" and (nickName pr or title pr)",
                "userName eq \"a\\\"b\" or title pr",
            })
    void holdsForAda(String filter) {
        assertThat(matches(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"ada\"",
                "externalId eq \"ext-1\"",
                "id eq \"a1\"",
                "emails[type eq \"work\" and value co \"@home.net\"]",
                "emails[type eq \"other\"]",
                "nickName pr",
                "nickName eq \"x\"",
                "title eq null",
                "not (title pr)",
                "active eq false",
                "meta.lastModified lt \"2026-01-01T00:00:00Z\"",
                "nickName pr or title pr and active eq false",
                "title pr and (nickName pr or active eq false)",
            })
    void doesNotHoldForAda(String filter) {
        assertThat(matches(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "userName",
                "userName eq",
                "userName eq ada",
                "userName eq \"ada",
                "userName is \"ada\"",
                "eq \"ada\"",
                "userName eq \"a\" and",
                "(userName eq \"a\"",
                "userName eq \"a\")",
                "userName eq \"a\" userName eq \"b\"",
                "not userName eq \"a\"",
                "emails[type eq \"work\"",
                "emails[type eq \"work\"].value eq \"x\"",
                "emails[emails[type pr]]",
                "userName[type eq \"x\"]",
                "userNaem eq \"a\"",
                "emails.kind eq \"a\"",
                "name eq \"a\"",
                "active gt true",
                "active co \"t\"",
                "userName gt 5",
                "userName co 5",
                "title gt null",
                "meta.created gt \"yesterday\"",
                "userName eq {\"a\":1}",
                "a.b.c eq 1",
            })
    void refusesWhatIsNoFilterForUsers(String filter) {
        assertThatExceptionOfType(ScimError.class)
                .isThrownBy(() -> matches(filter))
                .satisfies(error -> assertThat(error.status()).isEqualTo(400))
                .satisfies(error -> assertThat(error.scimType()).isEqualTo("invalidFilter"));
    }

    @Test
    void refusesToDescendForEver() {
        String deep = "(".repeat(10_000) + "title pr" + ")".repeat(10_000);

        assertThatExceptionOfType(ScimError.class).isThrownBy(() -> FilterParser.parse(deep));
    }

    @Test
    void takesAnAttributeOfAnotherTypeForAbsentInAQueryOverSeveralTypes() throws JsonProcessingException {
        JsonNode group = JSON.readTree("{\"displayName\":\"g\"}");

        assertThat(FilterMatcher.lenient(ResourceType.GROUP, FilterParser.parse("userName eq \"x\""))
                        .test(group::path))
                .isFalse();
        assertThat(FilterMatcher.lenient(ResourceType.GROUP, FilterParser.parse("not (userName pr)"))
                        .test(group::path))
                .isTrue();
    }

    @Test
    void namesWhatEveryMatchMustEqual() {
        assertThat(FilterParser.parse("id eq \"X\" and (userName eq \"Y\" and title pr)")
                        .equalities())
                .containsEntry("id", "X")
                .containsEntry("username", "Y")
                .hasSize(2);
        assertThat(FilterParser.parse("id eq \"X\" or userName eq \"Y\"").equalities())
                .isEmpty();
    }
}
