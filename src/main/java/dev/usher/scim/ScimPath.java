package dev.usher.scim;

import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names an attribute, or some of its values, of a resource (RFC 7644 figure 7). */
public final class ScimPath {
    private final Path path;
    private final List<String> steps;
    private final String firstStep;

    private ScimPath(Path path) {
        this.path = path;
        this.steps = steps(path);
        this.firstStep = steps.isEmpty() ? "" : Resource.folded(steps.getFirst());
    }

    private static List<String> steps(Path path) {
        var steps = new ArrayList<String>();
        Optional.ofNullable(path.getSchemaUrn()).ifPresent(steps::add);
        for (var element : path) {
            if (element.getValueFilter() != null) {
                return List.of();
            }
            steps.add(element.getAttribute());
        }
        return List.copyOf(steps);
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

    /** The names that lead there one after the other; none where a filter picks values on the way. */
    List<String> steps() {
        return steps;
    }

    /** The first of them as whoever asks for many looks for it. */
    String firstStep() {
        return firstStep;
    }

    Path library() {
        return path;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
