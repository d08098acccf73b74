package dev.usher.domain.rule;

/**
 * Why a rule cannot be understood.
 *
 * @param line where in its text, counted from 1
 * @param column where in the line, counted from 1
 * @param message what is wrong there; names nothing but the rule's own text
 */
public record Flaw(int line, int column, String message) {
    /** As a part of a sentence. */
    public String text() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
