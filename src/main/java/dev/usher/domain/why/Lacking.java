package dev.usher.domain.why;

import dev.usher.domain.access.Refusal;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.Entitlement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A role that is not held.
 *
 * @param gives what it would give in the app; none: the bare account, or what the role that it leads to gives
 * @param rule its conditions, of which one at least is not true unless it is refused; none: it is given by hand only
 * @param refused why it is not given although somebody asks for it, or a rule or another role would give it
 * @param through the roles that contain it, which are not held either
 */
public record Lacking(
        RoleKey role,
        SortedSet<Entitlement> gives,
        List<Condition> rule,
        Optional<Refusal> refused,
        List<Lacking> through) {
    public Lacking {
        rule = List.copyOf(rule);
        through = List.copyOf(through);
    }
}
