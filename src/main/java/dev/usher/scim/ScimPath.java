package dev.usher.scim;

import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.BadRequestException;

/** Names an attribute, or some of its values, of a resource (RFC 7644 figure 7). */
public final class ScimPath {
    private final Path path;

    private ScimPath(Path path) {
        this.path = path;
    }

    /**
     * Reads a path.
     *
     * @param text a constant of ours, such as {@code name.givenName}
     * @throws IllegalArgumentException if it is none
     */
    public static ScimPath of(String text) {
        try {
            return new ScimPath(Path.fromString(text));
        } catch (BadRequestException e) {
            throw new IllegalArgumentException("not a SCIM path", e);
        }
    }

    /** Those values of a multi-valued attribute that a filter picks. */
    public static ScimPath where(String attribute, ScimFilter filter) {
        return new ScimPath(Path.root().attribute(attribute, filter.library()));
    }

    Path library() {
        return path;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
