package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What goes with roles that somebody held and does not hold any more. */
public final class Losses {
    private Losses() {}

    /**
     * The apps in which an account that stays is to lose an entitlement that such a role gave.
     *
     * @param after in whose memory it stands from then on, until a read agreed
     */
    public static Set<AppId> of(Resolution after) {
        return after.next().owed().entrySet().stream()
                .filter(owed -> Optional.ofNullable(after.apps().get(owed.getKey()))
                        .filter(decision -> takesAny(owed.getValue(), decision))
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The apps in which roles that a lock keeps from somebody would give something. */
    public static Set<AppId> keptFrom(Resolution after, Access access) {
        return access.appsOf(after.excluded());
    }

    /** An account that is disabled can be used by nobody, and one that is to be says so by itself. */
    private static boolean takesAny(Set<Entitlement> owed, Decision decision) {
        return switch (decision) {
            case Decision.Want want -> !want.frozen().containsAll(owed);
            case Decision.Trim trim -> !trim.kept().containsAll(owed);
            case Decision.Disabled disabled -> false;
            case Decision.Absent absent -> false;
            case Decision.Hold hold -> false;
            case Decision.Planned plan -> false;
        };
    }
}
