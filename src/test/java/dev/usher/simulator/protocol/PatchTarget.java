package dev.usher.simulator.protocol;

import java.util.Optional;
import java.util.function.Predicate;

/** The path of a PATCH operation (RFC 7644 figure 7): an attribute, and which of its values where a value filter is given. */
record PatchTarget(AttributePath path, int filtered, Predicate<FilterMatcher.Reader> filter) {
    private static final int NOWHERE = -1;

    /**
     * Reads and resolves a path.
     *
     * @throws ScimError invalidPath, invalidFilter
     */
    static PatchTarget parse(ResourceType type, String text) {
        int open = text.indexOf('[');
        if (open < 0) {
            AttributePath path = resolve(type, text);
            return new PatchTarget(path, NOWHERE, _ -> true);
        }
        int close = text.lastIndexOf(']');
        String after = close < 0 ? "" : text.substring(close + 1);
        if (close < open || !(after.isEmpty() || after.startsWith("."))) {
            throw ScimError.invalidPath("path: the brackets do not close");
        }
        AttributePath values = resolve(type, text.substring(0, open));
        if (!values.last().multiValued() || !values.last().complex()) {
            throw ScimError.invalidPath("path: a value filter needs a multi-valued complex attribute");
        }
        Filter filter = FilterParser.parse(text.substring(open + 1, close));
        Predicate<FilterMatcher.Reader> matches = FilterMatcher.inside(values.last(), filter);
        AttributePath path = after.isEmpty() ? values : values.then(sub(values.last(), after.substring(1)));
        return new PatchTarget(path, values.steps().size() - 1, matches);
    }

    private static AttributePath resolve(ResourceType type, String text) {
        return AttributePath.resolve(type, text)
                .orElseThrow(() -> ScimError.invalidPath("path: no attribute '" + text + "'"));
    }

    private static Attribute sub(Attribute parent, String name) {
        Optional<Attribute> sub = parent.sub(name);
        return sub.orElseThrow(() -> ScimError.invalidPath("path: no sub-attribute '" + name + "'"));
    }

    boolean hasFilter() {
        return filtered != NOWHERE;
    }

    /** Whether the filter picks whole values rather than a sub-attribute of them. */
    boolean picksValues() {
        return filtered == path.steps().size() - 1;
    }

    Attribute attribute() {
        return path.last();
    }
}
