package dev.usher.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScimFilterTest {
    @Test
    void comparesAnAttributeWithAText() {
        assertThat(ScimFilter.equal("userName", "ada")).hasToString("userName eq \"ada\"");
    }

    @Test
    void keepsQuotesOfAValueInsideTheValue() {
        assertThat(ScimFilter.equal("userName", "a\" or userName pr"))
                .hasToString("userName eq \"a\\\" or userName pr\"");
    }

    @Test
    void escapesBackslashesAndLineBreaksAsJsonDoes() {
        assertThat(ScimFilter.equal("externalId", "a\\\"b\nc")).hasToString("externalId eq \"a\\\\\\\"b\\nc\"");
    }

    @Test
    void picksValuesOfAnAttribute() {
        assertThat(ScimPath.where("members", ScimFilter.equal("value", "x\"] or")))
                .hasToString("members[value eq \"x\\\"] or\"]");
    }

    @Test
    void takesNoPathThatIsNone() {
        assertThatThrownBy(() -> ScimPath.of("emails[type eq")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForTwoThingsAtOnce() {
        assertThat(ScimFilter.equal("id", "g").and(ScimFilter.equal("members", "a\" or id pr")))
                .hasToString("id eq \"g\" and members eq \"a\\\" or id pr\"");
    }
}
