package dev.usher.domain.access;

import dev.usher.domain.account.Entitlement;
import dev.usher.domain.plan.Ours;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an account is to hold, as far as it is Usher's business.
 *
 * @param wanted what it has to hold
 * @param tolerated what it may hold
 * @param taken what it may not hold, unless it is wanted or tolerated
 */
public record Allowance(Set<Entitlement> wanted, Set<Entitlement> tolerated, Set<Entitlement> taken) {
    /** Of an account of which nobody asks what it holds. */
    public static final Allowance ANYTHING = new Allowance(Set.of(), Set.of(), Set.of());

    public Allowance {
        wanted = Set.copyOf(wanted);
        tolerated = Set.copyOf(tolerated);
        taken = Set.copyOf(taken);
    }

    /** What follows from a decision, where this is Usher's of the app. */
    public static Allowance of(Decision decision, Ours ours) {
        return switch (decision) {
            case Decision.Want want -> {
                var wanted = new HashSet<>(want.account().entitlements());
                wanted.removeAll(want.frozen());
                yield new Allowance(wanted, want.frozen(), ours.taken());
            }
            case Decision.Trim trim -> new Allowance(Set.of(), trim.kept(), ours.taken());
            case Decision.Disabled disabled
            when disabled.why().takesEntitlements() -> new Allowance(Set.of(), Set.of(), ours.taken());
            case Decision.Disabled disabled -> ANYTHING;
            case Decision.Absent absent -> ANYTHING;
            case Decision.Hold hold -> ANYTHING;
            case Decision.Planned plan -> of(plan.would(), ours);
        };
    }

    /**
     * What an account holds without an explanation, where everything in its app is Usher's; what some role names is not among it.
     *
     * @param before what the account held before Usher
     * @param shown what a read showed, if it showed anything of what the account holds
     */
    public static Set<Entitlement> excess(
            Decision decision, Ours ours, Set<Entitlement> before, Optional<Set<Entitlement>> shown) {
        if (!ours.isMoreThanNamed(shown)) {
            return Set.of();
        }
        return switch (decision) {
            case Decision.Want want -> {
                var explained = new HashSet<>(want.account().entitlements());
                explained.addAll(want.frozen());
                explained.addAll(before);
                yield ours.seeing(shown, explained).beyond(ours);
            }
            case Decision.Disabled disabled
            when disabled.why().takesEntitlements() ->
                ours.seeing(shown, Set.of()).beyond(ours);
            case Decision.Planned plan -> excess(plan.would(), ours, before, shown);
            case Decision.Disabled disabled -> Set.of();
            case Decision.Trim trim -> Set.of();
            case Decision.Absent absent -> Set.of();
            case Decision.Hold hold -> Set.of();
        };
    }

    /** Whether an account that holds it holds too much. */
    public boolean isExceededBy(Entitlement held) {
        return taken.contains(held) && !wanted.contains(held) && !tolerated.contains(held);
    }
}
