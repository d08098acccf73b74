package dev.usher.scim;

import com.fasterxml.jackson.databind.node.TextNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.filters.Filter;

/** A filter (RFC 7644 section 3.4.2.2), built and never concatenated, so that no value can change what it asks for. */
public final class ScimFilter {
    private final Filter filter;
    private final String text;

    private ScimFilter(Filter filter, String text) {
        this.filter = filter;
        this.text = text;
    }

    /**
     * That an attribute equals a text.
     *
     * @param attribute the name of one attribute, or two with a dot, without a path; a constant of ours
     * @param value any text
     */
    public static ScimFilter equal(String attribute, String value) {
        var path = Path.root();
        for (var name : attribute.split("\\.", -1)) {
            path = path.attribute(name);
        }
        var filter = Filter.eq(path, TextNode.valueOf(value));
        return new ScimFilter(filter, filter.toString());
    }

    /** That both are so; without parentheses, which some apps do not read. */
    public ScimFilter and(ScimFilter other) {
        return new ScimFilter(Filter.and(filter, other.filter), text + " and " + other.text);
    }

    Filter library() {
        return filter;
    }

    /** The filter as it is sent, not yet encoded for a URL. */
    @Override
    public String toString() {
        return text;
    }
}
