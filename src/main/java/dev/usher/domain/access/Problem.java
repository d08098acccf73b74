package dev.usher.domain.access;

/**
 * Something in what people declared that keeps a part of it from taking effect.
 *
 * @param name what it is about, by resource name or employment id
 */
public record Problem(Kind kind, String name) implements Comparable<Problem> {
    /** The constants are API: they are reasons of conditions. */
    public enum Kind {
        RoleNotFound("Role %s does not exist here: create it, or take it out of spec.roles or spec.inherits"),
        AppNotFound("TargetApp %s does not exist here: create it, or take it out of the grants of the role"),
        SourceContradiction("employment %s says that it goes on and that it has ended: the end counts"),
        TooManyApps("at most 64 apps can be granted to one user: %s is one too many");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    public String message() {
        return kind.sentence.formatted(name);
    }

    @Override
    public int compareTo(Problem other) {
        var byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
