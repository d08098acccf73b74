package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What goes with roles that somebody held and does not hold any more. */
public final class Losses {
    private Losses() {}

    /**
     * The apps in which an account that stays is to lose an entitlement that such a role gave.
     *
     * @param before what was remembered when it was resolved
     */
    public static Set<AppId> of(Memory before, Access access, Resolution after) {
        var held = after.next().roles().keySet();
        var losing = new HashSet<AppId>();
        for (var role : before.roles().keySet()) {
            var definition = access.roles().get(role);
            if (definition != null && !held.contains(role)) {
                definition.grants().stream()
                        .filter(grant -> takesAny(
                                grant.entitlements(),
                                Optional.ofNullable(after.apps().get(grant.app()))))
                        .map(Grant::app)
                        .forEach(losing::add);
            }
        }
        return losing;
    }

    /** Every other decision says by itself that something is lost. */
    private static boolean takesAny(Set<Entitlement> given, Optional<Decision> decision) {
        return decision.filter(now ->
                        now instanceof Decision.Want want && given.stream().anyMatch(one -> !explains(want, one)))
                .isPresent();
    }

    private static boolean explains(Decision.Want want, Entitlement entitlement) {
        return want.account().entitlements().contains(entitlement)
                || want.frozen().contains(entitlement);
    }
}
