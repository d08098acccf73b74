package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Authority;
import dev.usher.domain.plan.Ours;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What roles gave that somebody lost, app by app, as long as the account may still hold it.
 *
 * <p>When a role goes nothing else tells that it was ours to give, and an app shows what an account holds and not why. It is
 * kept for each account by itself, because it may be years until one of them is looked at again: that of somebody on leave.
 * What is not there any more although nobody deleted it is written down as well, while it is left alone: nobody could tell
 * later what it gave.
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
        if (memory.owed().isEmpty()
                && held.containsAll(memory.roles().keySet())
                && isDisjoint(memory.roles().keySet(), access.vanished())) {
            return Map.of();
        }
        var lost = memory.roles().keySet().stream()
                .filter(role -> !held.contains(role) || access.vanished().contains(role))
                .toList();
        return new Owed(memory, access, lost).in(granted);
    }

    /** What is owed by somebody of whom nothing else can be decided once these roles are gone. */
    public static Map<AppId, Set<Entitlement>> ofEnding(Memory memory, Access access) {
        var ending = memory.roles().keySet().stream()
                .filter(role -> Optional.ofNullable(access.roles().get(role))
                        .filter(RoleDefinition::ending)
                        .isPresent())
                .toList();
        return new Owed(memory, access, ending)
                .in(new Granted(Collections.emptySortedMap(), List.of(), Collections.emptySortedSet()));
    }

    /** Nothing has vanished as a rule, and a person holds few roles. */
    private static boolean isDisjoint(Set<RoleKey> held, Set<RoleKey> vanished) {
        return vanished.isEmpty() || held.stream().noneMatch(vanished::contains);
    }

    private Map<AppId, Set<Entitlement>> in(Granted granted) {
        var owed = new HashMap<AppId, Set<Entitlement>>();
        Stream.concat(memory.accounts().keySet().stream(), memory.owed().keySet().stream())
                .distinct()
                .filter(this::mayBeHeld)
                .forEach(app -> {
                    var all = new HashSet<>(memory.owed().getOrDefault(app, Set.of()));
                    if (memory.accounts().containsKey(app) && access.terms(app).authority() != Authority.Additive) {
                        lost.forEach(role -> all.addAll(given(role, app)));
                    }
                    granted.in(app).ifPresent(all::removeAll);
                    if (!all.isEmpty()) {
                        owed.put(app, all);
                    }
                });
        return owed;
    }

    private boolean mayBeHeld(AppId app) {
        return Optional.ofNullable(memory.accounts().get(app))
                .filter(account -> account.state().isNowhere())
                .isEmpty();
    }

    private Set<Entitlement> given(RoleKey role, AppId app) {
        var definition = access.roles().get(role);
        return definition != null
                ? definition.gave(app)
                : access.unread(role).map(unread -> unread.gave(app)).orElse(Set.of());
    }

    /** What of it a lane cannot know from the roles that are there. */
    public static Set<Entitlement> beyond(Set<Entitlement> owed, Set<Entitlement> named) {
        if (named.containsAll(owed)) {
            return Set.of();
        }
        var beyond = new HashSet<>(owed);
        beyond.removeAll(named);
        return beyond;
    }

    /**
     * What of it is left once a read agreed with a decision: what the decision leaves alone, the account may still hold, and so
     * it may what is not taken for now because the app says so.
     */
    public static Set<Entitlement> after(Decision decision, Set<Entitlement> owed, Ours ours) {
        return owed.stream()
                .filter(leaves(decision).or(ours.ignored()).or(any -> ours.authority() == Authority.Additive))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Predicate<Entitlement> leaves(Decision decision) {
        return switch (decision) {
            case Decision.Want want -> want.frozen()::contains;
            case Decision.Trim trim -> trim.kept()::contains;
            case Decision.Disabled disabled -> any -> !disabled.why().takesEntitlements();
            case Decision.Absent absent -> any -> false;
            case Decision.Hold hold -> any -> true;
            case Decision.Planned plan -> leaves(plan.would());
        };
    }
}
