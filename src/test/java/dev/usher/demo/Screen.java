package dev.usher.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the person sees: lines that stay, and below them a block that is drawn again in place.
 *
 * <p>Where the output is no terminal only what stays is written. Methods may be called by several threads.
 */
final class Screen {

    // A line longer than the terminal is wide is cut, not broken: the way back up is counted in lines.
    private static final String CUT_LINES = "\033[?7l";
    private static final String BREAK_LINES = "\033[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private final Style style;
    private int drawn;
    private boolean muted;

    Screen(PrintStream out, boolean terminal, Style style) {
        this.out = out;
        this.terminal = terminal;
        this.style = style;
    }

    /** The screen of this process: colours unless NO_COLOR is set (no-color.org), in place only where a terminal can. */
    static Screen ofThisProcess() {
        Map<String, String> environment = System.getenv();
        boolean terminal = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(System.out, terminal, Style.of(colours, System.out.charset()));
    }

    Style style() {
        return style;
    }

    /** Whether blocks are drawn in place. */
    boolean isLive() {
        return terminal;
    }

    synchronized void say(String line) {
        keep(List.of(line));
    }

    /** Writes lines that stay, in place of the block. */
    synchronized void keep(List<String> lines) {
        write(lines);
        drawn = 0;
    }

    /** Draws the block in place of the one before. */
    synchronized void draw(List<String> lines) {
        if (terminal) {
            List<String> block = new ArrayList<>(lines);
            block.set(0, CUT_LINES + block.getFirst());
            block.set(block.size() - 1, block.getLast() + BREAK_LINES);
            write(block);
            drawn = lines.size();
        }
    }

    private void write(List<String> lines) {
        if (muted) {
            return;
        }
        var text = new StringBuilder(drawn > 0 ? "\033[" + drawn + "A\r\033[J" : "");
        lines.forEach(line -> text.append(line).append(System.lineSeparator()));
        out.print(text);
        out.flush();
    }

    /** From now on nothing is written but this line. */
    synchronized void endWith(String line) {
        if (!muted) {
            drawn = 0;
            say("");
            say(line);
            muted = true;
        }
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
