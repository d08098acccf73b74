package dev.usher.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the text of an expression joins conditions by "and": outside of brackets, of texts and of comments. */
final class Conjuncts {
    private final String text;
    private final List<String> parts = new ArrayList<>();
    private int at;
    private int start;
    private int depth;
    private boolean alternatives;

    /** Whether a bracket closes before the end, so that the two at the ends need not be a pair. */
    private boolean closesEarly;

    private Conjuncts(String text) {
        this.text = text;
    }

    /** The conditions in their own words; the whole text where it joins none, or joins some by "or". */
    static List<String> of(String text) {
        return new Conjuncts(text.strip()).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            step();
        }
        if (alternatives) {
            return List.of(text);
        }
        if (parts.isEmpty()) {
            return text.startsWith("(") && text.endsWith(")") && !closesEarly ? inBrackets() : List.of(text);
        }
        parts.add(text.substring(start));
        return parts.stream().flatMap(part -> of(part).stream()).toList();
    }

    /** Brackets around a single condition are its own words. */
    private List<String> inBrackets() {
        var inside = of(text.substring(1, text.length() - 1));
        return inside.size() > 1 ? inside : List.of(text);
    }

    private void step() {
        var here = text.charAt(at);
        if (text.startsWith("//", at)) {
            var end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (here == '"' || here == '\'') {
            at = endOfText(String.valueOf(here));
        } else {
            if ("([{".indexOf(here) >= 0) {
                depth++;
            } else if (")]}".indexOf(here) >= 0) {
                depth--;
                closesEarly |= depth == 0 && at < text.length() - 1;
            } else if (depth == 0) {
                operator(here);
            }
            at++;
        }
    }

    private void operator(char here) {
        if (text.startsWith("&&", at)) {
            parts.add(text.substring(start, at));
            at++;
            start = at + 1;
        } else {
            // The question mark of a field that may be missing follows a point.
            alternatives |= text.startsWith("||", at)
                    || (here == '?' && !text.substring(0, at).strip().endsWith("."));
        }
    }

    private int endOfText(String quote) {
        var end = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        var raw = isRaw();
        var next = at + end.length();
        while (next < text.length() && !text.startsWith(end, next)) {
            next += !raw && text.charAt(next) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), next + end.length());
    }

    /** Whether the letters right before say that a backslash is nothing special. */
    private boolean isRaw() {
        var from = at;
        while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, at).toLowerCase(Locale.ROOT).contains("r");
    }
}
