package dev.usher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final String PAGE = """
            # What it is, and `why`

            See [there](other.md#place), not `[here](code.md)`.

            ## Twice
            ## Twice
            ## [Linked](x.md) to

            ```text
            # no heading
            [no link](none.md)
            ```
            """;

    @Test
    void linksAreThoseThatSomebodyCanFollow() {
        assertThat(new Markdown(PAGE).links()).containsExactly("other.md#place", "x.md");
    }

    @Test
    void anchorsAreTheHeadingsAsSitesNameThem() {
        assertThat(new Markdown(PAGE).anchors()).containsExactly("what-it-is-and-why", "twice", "twice-1", "linked-to");
    }

    @Test
    void spansAreWhatStandsInALine() {
        assertThat(new Markdown(PAGE).spans()).containsExactly("why", "[here](code.md)");
    }
}
