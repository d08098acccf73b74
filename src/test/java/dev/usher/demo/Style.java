package dev.usher.demo;

import java.nio.charset.Charset;

/**
 * How things look: in colours or not, and in signs that the terminal can show.
 *
 * @param colours whether escape sequences for colours may be used
 * @param signs whether signs beyond ASCII may be used
 */
record Style(boolean colours, boolean signs) {

    static final Style PLAIN = new Style(false, true);

    static Style of(boolean colours, Charset charset) {
        return new Style(colours, charset.newEncoder().canEncode("●○✓✗·…×"));
    }

    String bold(String text) {
        return coloured("1", text);
    }

    String dim(String text) {
        return coloured("2", text);
    }

    String good(String text) {
        return coloured("32", text);
    }

    String bad(String text) {
        return coloured("31", text);
    }

    String command(String text) {
        return coloured("36", text);
    }

    String done() {
        return good(signs ? "✓" : "+");
    }

    String failed() {
        return bad(signs ? "✗" : "!");
    }

    String busy() {
        return dim(signs ? "…" : ".");
    }

    String enabledSign() {
        return signs ? "●" : "*";
    }

    String disabledSign() {
        return signs ? "○" : "o";
    }

    String absentSign() {
        return signs ? "·" : "-";
    }

    String separator() {
        return signs ? " · " : ", ";
    }

    /** The text in at most so many characters. */
    String fit(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        String mark = signs ? "…" : "~";
        return text.substring(0, width - 1) + mark;
    }

    private String coloured(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
