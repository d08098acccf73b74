package dev.usher.domain.access;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.rule.EntitlementRule;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How Usher deals with the entitlements of an app.
 *
 * @param ignore those that are none of its business: they are neither given nor taken nor reported
 * @param owed what one account has to lose, if nothing gives it, although no role names it any more
 */
public record EntitlementTerms(Authority authority, Optional<EntitlementRule> ignore, Set<Entitlement> owed) {
    /** Of an app that says nothing. */
    public static final EntitlementTerms STANDARD = new EntitlementTerms(Authority.Managed, Optional.empty());

    public EntitlementTerms {
        owed = Set.copyOf(owed);
    }

    /** Of an app, for all of its accounts. */
    public EntitlementTerms(Authority authority, Optional<EntitlementRule> ignore) {
        this(authority, ignore, Set.of());
    }

    /** The same for an account that has this to lose. */
    public EntitlementTerms owing(Set<Entitlement> more) {
        return more.isEmpty() && owed.isEmpty() ? this : new EntitlementTerms(authority, ignore, more);
    }

    /** What is not as in an app that says nothing, by name: a change of it has to reach every account. */
    public SortedMap<String, String> peculiar() {
        if (equals(STANDARD)) {
            return Collections.emptySortedMap();
        }
        var peculiar = new TreeMap<String, String>();
        if (authority != STANDARD.authority) {
            peculiar.put("authority", authority.name());
        }
        if (!owed.isEmpty()) {
            peculiar.put(
                    "owed", owed.stream().sorted().map(Entitlement::toString).collect(Collectors.joining("\n")));
        }
        ignore.ifPresent(rule -> peculiar.put("ignore", rule.expression()));
        return peculiar;
    }
}
