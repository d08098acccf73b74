package dev.usher.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.docs.Pages;
import dev.usher.docs.Tests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page that tells which test shows what has each test of a hostile class; that those it names are there, {@code DocsTest} shows for all pages. */
class HostilePageTest {
    @Test
    void namesEveryTestOfAHostileClass() {
        var hostile = Tests.all().stream()
                .filter(test -> test.startsWith("Hostile") && test.contains("#"))
                .filter(test -> !test.startsWith("HostilePageTest"));
        assertThat(Tests.named(Pages.text(Path.of("docs", "hostile.md")))).containsAll(hostile.toList());
    }
}
