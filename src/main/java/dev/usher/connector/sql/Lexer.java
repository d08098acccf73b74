package dev.usher.connector.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a statement as PostgreSQL does (its manual, section 4.1), so that a colon in a literal, a quoted name, a comment or a cast is no
 * parameter, and that what is one statement to us is one to the server. What the two could take for different things is refused.
 */
final class Lexer {
    /** What a text is. */
    sealed interface Reading {
        record Of(Query query) implements Reading {}

        record Wrong(String why) implements Reading {}
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    private final String text;
    private final StringBuilder sql = new StringBuilder();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int at;
    private boolean ended;

    Lexer(String text) {
        this.text = text;
    }

    Reading read() {
        try {
            while (at < text.length()) {
                next();
            }
            return words.isEmpty()
                    ? new Reading.Wrong("give one statement")
                    : new Reading.Of(new Query(sql.toString().strip(), parameters, words, Map.of()));
        } catch (Refused e) {
            return new Reading.Wrong(String.valueOf(e.getMessage()));
        }
    }

    private void next() throws Refused {
        var sign = text.charAt(at);
        if (Character.isWhitespace(sign)) {
            at++;
            sql.append(' ');
        } else if (text.startsWith("--", at) || text.startsWith("/*", at)) {
            comment();
        } else if (ended) {
            throw new Refused("give one statement: something follows a semicolon");
        } else if (sign == '\'') {
            literal(false);
        } else if (sign == '"') {
            copy(quoted('"', false));
        } else if (sign == '$') {
            dollar();
        } else if (isStart(sign)) {
            word();
        } else if (Character.isDigit(sign)) {
            number();
        } else {
            sign(sign);
        }
    }

    private void sign(char sign) throws Refused {
        switch (sign) {
            case ';' -> {
                ended = true;
                at++;
            }
            case ':' -> colon();
            // The driver has no other way to be told that it is an operator.
            case '?' -> {
                sql.append("??");
                at++;
            }
            case '{', '}', '\\', '\0' ->
                throw new Refused("the sign " + (sign == 0 ? "NUL" : sign) + " stands outside a literal");
            default -> copy(at + 1);
        }
    }

    private void colon() throws Refused {
        if (text.startsWith("::", at) || text.startsWith(":=", at)) {
            copy(at + 2);
            return;
        }
        if (at + 1 >= text.length() || !isStart(text.charAt(at + 1))) {
            copy(at + 1);
            return;
        }
        var end = end(at + 1);
        var name = text.substring(at + 1, end);
        if (!name.chars().allMatch(sign -> sign < 128 && sign != '$')) {
            throw new Refused("a parameter is a colon and a name of letters and digits, such as :userName");
        }
        parameters.add(name);
        // Not beside another one, of which the driver would make an operator.
        sql.append(" ? ");
        at = end;
    }

    private void word() throws Refused {
        var end = end(at);
        var word = text.substring(at, end);
        words.add(word.toLowerCase(Locale.ROOT));
        var isQuoted = end < text.length() && text.charAt(end) == '\'';
        copy(end);
        if (isQuoted) {
            literal(word.equalsIgnoreCase("e"));
        }
    }

    private void number() throws Refused {
        var end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        // To the server, what begins with the letter is a literal of another kind, or a name.
        if (end < text.length()
                && "'\"$&".indexOf(text.charAt(end)) >= 0
                && !text.substring(at, end).chars().allMatch(Character::isDigit)) {
            throw new Refused("a number and what follows it run into one another: put a space between them");
        }
        copy(end);
    }

    /** A second literal right behind is a part of the first one to the server, by the rules of the first one. */
    private void literal(boolean escapes) throws Refused {
        copy(quoted('\'', escapes));
        var behind = at;
        while (behind < text.length() && Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        if (behind < text.length() && text.charAt(behind) == '\'') {
            throw new Refused("two literals stand side by side: write one, or put || between them");
        }
    }

    /** Where what begins with a quote ends. */
    private int quoted(char quote, boolean escapes) throws Refused {
        for (var end = at + 1; end < text.length(); end++) {
            var sign = text.charAt(end);
            if (sign == '\0') {
                throw new Refused("the sign NUL stands in it");
            }
            if (escapes && sign == '\\') {
                end++;
            } else if (sign == quote) {
                if (end + 1 >= text.length() || text.charAt(end + 1) != quote) {
                    return end + 1;
                }
                end++;
            }
        }
        throw new Refused("a quote is not closed");
    }

    private void dollar() throws Refused {
        var tag = at + 1;
        if (tag < text.length() && Character.isDigit(text.charAt(tag))) {
            throw new Refused("name values as :userName, not by numbers");
        }
        while (tag < text.length() && isPart(text.charAt(tag)) && text.charAt(tag) != '$') {
            tag++;
        }
        if (tag >= text.length() || text.charAt(tag) != '$') {
            throw new Refused("a dollar stands by itself");
        }
        var mark = text.substring(at, tag + 1);
        var close = text.indexOf(mark, tag + 1);
        if (close < 0) {
            throw new Refused("a quote is not closed");
        }
        copy(close + mark.length());
    }

    /** Of comments nothing is sent: what is in them could be a sign to the driver. */
    private void comment() throws Refused {
        sql.append(' ');
        if (text.startsWith("--", at)) {
            while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
            return;
        }
        var depth = 0;
        do {
            if (at >= text.length()) {
                throw new Refused("a comment is not closed");
            }
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private int end(int from) {
        var end = from;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isStart(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_' || sign >= 128;
    }

    private static boolean isPart(char sign) {
        return isStart(sign) || (sign >= '0' && sign <= '9') || sign == '$';
    }

    private void copy(int end) {
        sql.append(text, at, end);
        at = end;
    }
}
