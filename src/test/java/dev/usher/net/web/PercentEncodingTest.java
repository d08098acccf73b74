package dev.usher.net.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @Test
    void escapesAllThatMeansSomething() {
        assertThat(PercentEncoding.encode("a-b_c.d~9")).isEqualTo("a-b_c.d~9");
        assertThat(PercentEncoding.encode("a/b?c#d%e;f g+h&i=j\""))
                .isEqualTo("a%2Fb%3Fc%23d%25e%3Bf%20g%2Bh%26i%3Dj%22");
        assertThat(PercentEncoding.encode("ü€")).isEqualTo("%C3%BC%E2%82%AC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2819c223", "a/b", "a.b", "...", "a..b", ".hidden", "uid=ada,ou=people", "ü"})
    void takesIdsThatStayOneSegment(String id) {
        assertThat(PercentEncoding.isOneSegment(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "../Groups/x",
                "a/../b",
                "a/..",
                "..\\Groups",
                "a/./b",
                "a\nb",
                "\ud800",
                "%2e%2e",
                "%2E%2e%2FGroups%2fx",
                "%252e%252e",
                "a%0ab"
            })
    void refusesIdsThatMayLeadElsewhere(String id) {
        assertThat(PercentEncoding.isOneSegment(id)).isFalse();
    }
}
