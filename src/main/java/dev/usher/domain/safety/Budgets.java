package dev.usher.domain.safety;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The limits of one app. */
public record Budgets(Map<Limit, Budget> all) {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** Of an app that says nothing. */
    public static final Budgets STANDARD = new Budgets(Map.of(
            Limit.ATTESTED, new Budget(50, 20, AN_HOUR),
            Limit.REMOVALS, new Budget(10, 10, AN_HOUR),
            Limit.ENTITLEMENTS, new Budget(200, 10, AN_HOUR),
            Limit.CHANGES, new Budget(1000, 20, AN_HOUR)));

    public Budgets {
        var complete = new EnumMap<Limit, Budget>(Limit.class);
        complete.putAll(all);
        if (complete.size() != Limit.values().length) {
            throw new IllegalArgumentException("a budget for each limit is needed");
        }
        all = Map.copyOf(complete);
    }

    /** The same but for one. */
    public Budgets with(Limit limit, Budget budget) {
        var more = new EnumMap<>(all);
        more.put(limit, budget);
        return new Budgets(more);
    }

    /** What a limit lets go. */
    public Budget of(Limit limit) {
        var budget = all.get(limit);
        if (budget == null) {
            throw new IllegalStateException("every limit has a budget");
        }
        return budget;
    }
}
