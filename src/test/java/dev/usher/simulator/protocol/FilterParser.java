package dev.usher.simulator.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the filter grammar of RFC 7644 figure 1: {@code and} binds tighter than {@code or}, {@code not} needs parentheses. */
public final class FilterParser {
    private static final int MAX_DEPTH = 50;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NAME =
            Pattern.compile("(?:urn:[\\w.:-]+:)?[A-Za-z$][\\w$-]*(?:\\.[A-Za-z$][\\w$-]*)?");

    private final String text;
    private int at;
    private int depth;
    private boolean inBrackets;

    private FilterParser(String text) {
        this.text = text;
    }

    /**
     * Reads one whole filter.
     *
     * @throws ScimError invalidFilter
     */
    public static Filter parse(String text) {
        FilterParser parser = new FilterParser(text);
        Filter filter = parser.or();
        parser.spaces();
        if (parser.at < text.length()) {
            throw parser.wrong("unexpected text");
        }
        return filter;
    }

    private Filter or() {
        List<Filter> terms = new ArrayList<>(List.of(and()));
        while (word("or")) {
            terms.add(and());
        }
        return terms.size() == 1 ? terms.getFirst() : new Filter.Or(List.copyOf(terms));
    }

    private Filter and() {
        List<Filter> terms = new ArrayList<>(List.of(term()));
        while (word("and")) {
            terms.add(term());
        }
        return terms.size() == 1 ? terms.getFirst() : new Filter.And(List.copyOf(terms));
    }

    private Filter term() {
        spaces();
        if (peek() == '(') {
            return group();
        }
        int start = at;
        if (word("not")) {
            spaces();
            if (peek() == '(') {
                return new Filter.Not(group());
            }
            at = start;
        }
        return comparison();
    }

    private Filter group() {
        if (++depth > MAX_DEPTH) {
            throw wrong("nested too deep");
        }
        at++;
        Filter inner = or();
        expect(')');
        depth--;
        return inner;
    }

    private Filter comparison() {
        String path = path();
        if (peek() == '[') {
            return within(path);
        }
        String operator = letters();
        if (operator.equalsIgnoreCase("pr")) {
            return new Filter.Present(path);
        }
        Optional<Filter.Operator> known = Filter.Operator.of(operator);
        if (known.isEmpty()) {
            throw wrong("no operator '" + operator + "'");
        }
        return new Filter.Compare(path, known.get(), literal());
    }

    private Filter within(String path) {
        if (inBrackets) {
            throw wrong("brackets within brackets");
        }
        at++;
        inBrackets = true;
        Filter inner = or();
        expect(']');
        inBrackets = false;
        return new Filter.Within(path, inner);
    }

    private String path() {
        spaces();
        int start = at;
        while (at < text.length() && " ()[]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String path = text.substring(start, at);
        if (!NAME.matcher(path).matches()) {
            throw wrong("'" + path + "' is no attribute path");
        }
        return path;
    }

    private JsonNode literal() {
        spaces();
        int start = at;
        if (peek() == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        } else {
            while (at < text.length() && " ()[]".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        if (at > text.length() || at == start) {
            throw wrong("a value is missing or not closed");
        }
        try {
            JsonNode value = JSON.readTree(text.substring(start, at));
            if (value.isContainerNode()) {
                throw wrong("a value must be a string, a number, true, false or null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw wrong("a value must be a string, a number, true, false or null");
        }
    }

    private String letters() {
        spaces();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean word(String wanted) {
        int start = at;
        if (letters().equalsIgnoreCase(wanted) && (at == text.length() || " (".indexOf(text.charAt(at)) >= 0)) {
            return true;
        }
        at = start;
        return false;
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char wanted) {
        spaces();
        if (peek() != wanted) {
            throw wrong("'" + wanted + "' is missing");
        }
        at++;
    }

    private ScimError wrong(String what) {
        return ScimError.invalidFilter("filter: " + what + " at " + at);
    }
}
