package dev.usher.net.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextLinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</a?b=c,d>; rel=next",
                "</a?b=c,d>;rel=\"next\"",
                "</a?b=c,d>; title=\"x, <y>\"; REL = \"last next\"",
                "</x>; rel=prev, </a?b=c,d>; rel=next",
                "< /a?b=c,d >; rel=next"
            })
    void isFoundWhereverItStands(String header) {
        assertThat(NextLink.of(List.of("</first>; rel=first", header))).contains("/a?b=c,d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "</a>", "</a>; rel=prev", "</a>; title=\"rel=next\"", "</a; rel=next", "</a>; rel=nextish"})
    void isNothingElse(String header) {
        assertThat(NextLink.of(List.of(header))).isEmpty();
    }

    @Test
    void isNotThereWithoutAHeader() {
        assertThat(NextLink.of(List.of())).isEmpty();
    }
}
