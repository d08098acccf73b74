package dev.usher.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * One reason why a person holds a role.
 *
 * @param via the role that brings it, for an inherited one
 * @param since when this cause was first seen
 * @param until when time alone ends it
 * @param basis a fingerprint of what it rests on, where a change of that matters
 */
public record Cause(Kind kind, Optional<RoleKey> via, Instant since, Optional<Instant> until, Optional<String> basis) {
    /** The constants are API: they are values of {@code status.roles.causes.kind}. */
    public enum Kind {
        Explicit,
        /** The rule of the role is true of the person. */
        Rule,
        /** The rule was true of the person, and a change of theirs has ended that: they keep the role a little longer. */
        Grace,
        Inherited
    }

    /** One without an end. */
    public Cause(Kind kind, Optional<RoleKey> via, Instant since) {
        this(kind, via, since, Optional.empty(), Optional.empty());
    }

    /** Whether the rule of the role gave it. */
    boolean isOfRule() {
        return kind == Kind.Rule || kind == Kind.Grace;
    }

    /** The same one as before, since then; itself where nothing else has changed about it. */
    Cause since(Cause earlier) {
        return until.equals(earlier.until) && basis.equals(earlier.basis)
                ? earlier
                : new Cause(kind, via, earlier.since, until, basis);
    }

    /** Whether it is that another role brings this one, and nothing else. */
    boolean isPlainlyThrough(RoleKey role) {
        return kind == Kind.Inherited
                && via.isPresent()
                && via.get().equals(role)
                && until.isEmpty()
                && basis.isEmpty();
    }

    boolean sameReasonAs(Cause other) {
        return kind == other.kind && via.equals(other.via);
    }
}
