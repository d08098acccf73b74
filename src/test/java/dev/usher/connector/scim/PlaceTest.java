package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.Document;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @ParameterizedTest
    @CsvSource({
        "userName, userName",
        "givenName, name.givenName",
        "name.honorificPrefix, name.honorificPrefix",
        "title, title",
        "timezone, timezone",
        "department, " + ENTERPRISE + ":department",
        "employeeNumber, " + ENTERPRISE + ":employeeNumber",
        "urn:example:params:scim:wiki:1.0:User:plan, urn:example:params:scim:wiki:1.0:User:plan"
    })
    void isWhereTheRfcHasTheAttribute(String name, String path) {
        assertThat(Place.objection(name)).isEmpty();
        assertThat(Place.of(name).orElseThrow().path()).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active",
                "password",
                "groups",
                "roles",
                "roles.value",
                "Entitlements",
                "x509Certificates",
                "id",
                "externalId",
                "meta",
                "schemas",
                "urn:ietf:params:scim:schemas:core:2.0:User:active"
            })
    void isNotGivenToWhatBearsAccessOrIsKept(String name) {
        assertThat(Place.of(name)).isEmpty();
        assertThat(Place.objection(name))
                .hasValueSatisfying(advice -> assertThat(advice).contains("it bears access"));
    }

    @ParameterizedTest
    @CsvSource({
        "Title, write title",
        "name.givenName, write givenName",
        "urn:ietf:params:scim:schemas:core:2.0:User:displayName, write displayName",
        ENTERPRISE + ":costCenter, write costCenter",
        "titel, SCIM users have no such text",
        "addresses, SCIM users have no such text",
        ENTERPRISE + ":manager, write manager",
        "manager.value, write manager",
        "urn:example:User:, SCIM users have no such text",
        "urn:example:User:a b, SCIM users have no such text"
    })
    void hasOneName(String name, String advice) {
        assertThat(Place.of(name)).isEmpty();
        assertThat(Place.objection(name))
                .hasValueSatisfying(said -> assertThat(said).startsWith(advice));
    }

    @Test
    void announcesTheSchemaOfAnExtensionOnce() {
        var user = Document.empty().schema(Place.CORE);

        put(user, "department", "Mathematics");
        put(user, "division", "Computing");
        put(user, "name.formatted", "Ada Lovelace");

        assertThat(user.json())
                .isEqualTo(
                        "{\"schemas\":[\"" + Place.CORE + "\",\"" + ENTERPRISE + "\"],\"" + ENTERPRISE
                                + "\":{\"department\":\"Mathematics\",\"division\":\"Computing\"},\"name\":{\"formatted\":\"Ada Lovelace\"}}");
    }

    private static void put(Document user, String name, String value) {
        Place.of(name).orElseThrow().put(user, Optional.of(value), Place.Without.LEFT_OUT);
    }
}
