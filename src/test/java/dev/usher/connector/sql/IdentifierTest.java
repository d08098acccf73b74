package dev.usher.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    @Test
    void aTableHasASchemaAndBothAreQuoted() {
        assertThat(Identifier.problemOfTable("app.Users")).isEmpty();
        assertThat(Identifier.declared("app.Users")).isEqualTo("\"app\".\"Users\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"users", "a.b.c", "app.", ".users", "app.us ers", "app.\"users\"", "app.users;", "1.x", "app.ü"})
    void whatIsNoTableIsRefused(String name) {
        assertThat(Identifier.problemOfTable(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a'b", "a;b", "a--", "1a", "a.b", "a\0b"})
    void whatIsNoColumnIsRefused(String name) {
        assertThat(Identifier.problemOfColumn(name)).isPresent();
    }

    @Test
    void aQuoteInANameIsDoubled() {
        assertThat(Identifier.quoted("a\"b")).contains("\"a\"\"b\"");
        assertThat(Identifier.quoted("; DROP ROLE \"x\" --")).contains("\"; DROP ROLE \"\"x\"\" --\"");
    }

    @Test
    void aNameThatTheServerWouldCutOffOrCannotKeepIsNone() {
        assertThat(Identifier.quoted("x".repeat(63))).isPresent();
        assertThat(Identifier.quoted("x".repeat(64))).isEmpty();
        assertThat(Identifier.quoted("é".repeat(32))).isEmpty();
        assertThat(Identifier.quoted("")).isEmpty();
        assertThat(Identifier.quoted("a\0")).isEmpty();
        assertThat(Identifier.quoted("\ud83d")).isEmpty();
    }
}
