package dev.usher.domain.rule;

/**
 * Why a rule or a formula cannot be understood.
 *
 * @param line where in its text, counted from 1
 * @param column where in the line, counted from 1
 * @param message what is wrong there; names nothing but its own text
 */
public record Flaw(int line, int column, String message) {
    /** As a part of a sentence. */
    public String text() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
