package dev.usher.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesOnlyWhatStaysWhereThereIsNoTerminal() {
        Screen screen = screen(false);

        screen.draw(List.of("half", "done"));
        screen.keep(List.of("all", "done"));

        assertThat(text()).isEqualTo("all%ndone%n".formatted());
    }

    @Test
    void drawsABlockInPlaceOfTheOneBefore() {
        Screen screen = screen(true);

        screen.draw(List.of("one", "two"));
        screen.draw(List.of("three"));
        screen.keep(List.of("four"));
        screen.say("five");

        assertThat(text().replace("\033[?7l", "").replace("\033[?7h", ""))
                .isEqualTo("one%ntwo%n\033[2A\r\033[Jthree%n\033[1A\r\033[Jfour%nfive%n".formatted());
    }

    @Test
    void saysNothingAfterTheEnd() {
        Screen screen = screen(false);

        screen.endWith("Ended.");
        screen.say("a failure because everything has ended");
        screen.endWith("Ended again.");

        assertThat(text()).isEqualTo("%nEnded.%n".formatted());
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(written, true, UTF_8), terminal, Style.PLAIN);
    }

    private String text() {
        return written.toString(UTF_8);
    }
}
