package dev.usher.domain.access;

import dev.usher.domain.account.AccountState;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What roles gave that somebody lost, app by app, as long as the account may still hold it.
 *
 * <p>When a role goes nothing else tells that it was ours to give, and an app shows what an account holds and not why. It is
 * kept for each account by itself, because it may be years until one of them is looked at again: that of somebody on leave.
 */
public final class Owed {
    private final Memory memory;
    private final Access access;
    private final List<RoleKey> lost;

    private Owed(Memory memory, Access access, List<RoleKey> lost) {
        this.memory = memory;
        this.access = access;
        this.lost = lost;
    }

    /**
     * What is owed once the roles are decided; what is given now is not.
     *
     * @param held the roles that are remembered from now on
     */
    static Map<AppId, Set<Entitlement>> of(Memory memory, Access access, Set<RoleKey> held, Granted granted) {
        if (memory.owed().isEmpty() && held.containsAll(memory.roles().keySet())) {
            return Map.of();
        }
        var lost = memory.roles().keySet().stream()
                .filter(role -> !held.contains(role))
                .toList();
        return new Owed(memory, access, lost).in(granted);
    }

    private Map<AppId, Set<Entitlement>> in(Granted granted) {
        var owed = new HashMap<AppId, Set<Entitlement>>();
        memory.accounts().forEach((app, account) -> {
            if (account.state() != AccountState.Deleted && access.terms(app).authority() != Authority.Additive) {
                var all = new HashSet<>(memory.owed().getOrDefault(app, Set.of()));
                lost.forEach(role -> all.addAll(given(role, app)));
                granted.in(app).ifPresent(all::removeAll);
                if (!all.isEmpty()) {
                    owed.put(app, all);
                }
            }
        });
        return owed;
    }

    /** Of a role that cannot be read it is not known by itself what it gave. */
    private Set<Entitlement> given(RoleKey role, AppId app) {
        var definition = access.roles().get(role);
        if (definition != null) {
            return definition.gave(app);
        }
        var unread = access.apps().get(app);
        return unread == null ? Set.of() : unread.formerly();
    }

    /** What of it a lane cannot know from the roles that are there. */
    static Set<Entitlement> beyond(Set<Entitlement> owed, Set<Entitlement> named) {
        if (named.containsAll(owed)) {
            return Set.of();
        }
        var beyond = new HashSet<>(owed);
        beyond.removeAll(named);
        return beyond;
    }

    /** What of it is left once a read agreed with a decision: what a decision leaves alone, the account may still hold. */
    public static Set<Entitlement> after(Decision decision, Set<Entitlement> owed) {
        return switch (decision) {
            case Decision.Want want -> both(owed, want.frozen());
            case Decision.Trim trim -> both(owed, trim.kept());
            case Decision.Disabled disabled -> disabled.why().takesEntitlements() ? Set.of() : owed;
            case Decision.Absent absent -> Set.of();
            case Decision.Hold hold -> owed;
        };
    }

    private static Set<Entitlement> both(Set<Entitlement> some, Set<Entitlement> others) {
        var both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }
}
