package dev.usher.domain.access;

import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How Usher deals with the entitlements of an app.
 *
 * @param ignore those that are none of its business: they are neither given nor taken nor reported
 */
public record EntitlementTerms(Authority authority, Optional<EntitlementRule> ignore) {
    /** Of an app that says nothing. */
    public static final EntitlementTerms STANDARD = new EntitlementTerms(Authority.Managed, Optional.empty());

    /** What is not as in an app that says nothing, by name: a change of it has to reach every account. */
    public SortedMap<String, String> peculiar() {
        if (equals(STANDARD)) {
            return Collections.emptySortedMap();
        }
        var peculiar = new TreeMap<String, String>();
        if (authority != STANDARD.authority) {
            peculiar.put("authority", authority.name());
        }
        ignore.ifPresent(rule -> peculiar.put("ignore", rule.expression()));
        return peculiar;
    }
}
