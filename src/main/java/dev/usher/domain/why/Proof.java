package dev.usher.domain.why;

import dev.usher.domain.access.Cause;
import dev.usher.domain.access.Excepted;
import dev.usher.domain.access.RoleKey;
import java.util.List;
import java.util.Optional;

/**
 * Why a role is held, down to the roots: what was given by hand and what a rule says.
 *
 * @param exceptions that let it be held beside others
 */
public record Proof(RoleKey role, List<Ground> grounds, List<Excepted> exceptions) {
    public Proof {
        grounds = List.copyOf(grounds);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * One cause.
     *
     * @param rule the conditions of the role's rule, where the cause is one
     * @param via why the role that brings it is held; empty also where that is explained before
     */
    public record Ground(Cause cause, List<Condition> rule, Optional<Proof> via) {
        public Ground {
            rule = List.copyOf(rule);
        }
    }
}
