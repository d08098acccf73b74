package dev.usher.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line for a shell, read as far as it needs none: words, quotes, and where its output goes. */
final class Words {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** The words of a command; empty where only a shell could tell them: pipes, variables, several commands. */
    static Optional<List<String>> of(String line) {
        var reading = new Words(line);
        return reading.isRead() ? Optional.of(List.copyOf(reading.words)) : Optional.empty();
    }

    private boolean isRead() {
        for (; at < line.length(); at++) {
            char sign = line.charAt(at);
            if (sign == '\'' || sign == '"') {
                if (!quoted(sign)) {
                    return false;
                }
            } else if (sign == '\\' && at + 1 < line.length()) {
                add(line.charAt(++at));
            } else if (Character.isWhitespace(sign)) {
                end();
            } else if (sign == '#' && !inWord) {
                break;
            } else if (sign == '>' && !inWord) {
                skipTarget();
            } else if ("|;&<>`$".indexOf(sign) >= 0) {
                return false;
            } else {
                add(sign);
            }
        }
        end();
        return !words.isEmpty();
    }

    private boolean quoted(char quote) {
        inWord = true;
        int end = line.indexOf(quote, at + 1);
        if (end < 0) {
            return false;
        }
        var inside = line.substring(at + 1, end);
        if (quote == '"' && (inside.indexOf('$') >= 0 || inside.indexOf('`') >= 0 || inside.indexOf('\\') >= 0)) {
            return false;
        }
        word.append(inside);
        at = end;
        return true;
    }

    private void skipTarget() {
        while (at + 1 < line.length() && line.charAt(at + 1) == ' ') {
            at++;
        }
        while (at + 1 < line.length() && line.charAt(at + 1) != ' ') {
            at++;
        }
    }

    private void add(char sign) {
        inWord = true;
        word.append(sign);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
