package dev.usher.controller;

import dev.usher.api.SafetySettings;
import dev.usher.api.TargetApp;
import dev.usher.domain.safety.Budget;
import dev.usher.domain.safety.Budgets;
import dev.usher.domain.safety.Limit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How apps say how much may be taken away in them. */
final class Safeties {
    private Safeties() {}

    static Budgets of(TargetApp app) {
        return Optional.ofNullable(app.getSpec())
                .flatMap(spec -> Optional.ofNullable(spec.safety()))
                .map(Safeties::budgets)
                .orElse(Budgets.STANDARD);
    }

    private static Budgets budgets(SafetySettings said) {
        var budgets = Budgets.STANDARD;
        for (var limit : Limit.values()) {
            budgets = budgets.with(limit, budget(said(said, limit), Budgets.STANDARD.of(limit)));
        }
        return budgets;
    }

    private static SafetySettings.@Nullable Limit said(SafetySettings said, Limit limit) {
        return switch (limit) {
            case ATTESTED -> said.attested();
            case REMOVALS -> said.removals();
            case ENTITLEMENTS -> said.entitlementRemovals();
            case CHANGES -> said.changes();
        };
    }

    /** What is left out is as it is where nothing is said; whoever says one of count and percent means only that. */
    private static Budget budget(SafetySettings.@Nullable Limit said, Budget standard) {
        if (said == null) {
            return standard;
        }
        var isSaid = said.count() != null || said.percent() != null;
        return new Budget(
                Optional.ofNullable(said.count()).orElse(isSaid ? 0 : standard.count()),
                Optional.ofNullable(said.percent()).orElse(isSaid ? 0 : standard.percent()),
                Optional.ofNullable(said.windowSeconds())
                        .map(Duration::ofSeconds)
                        .orElse(standard.window()));
    }
}
