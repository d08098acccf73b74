package dev.usher.controller;

import dev.usher.api.TargetApp;
import dev.usher.api.TargetAppSpec;
import dev.usher.domain.access.Phase;
import dev.usher.domain.rule.Rule;
import dev.usher.domain.rule.Rulings;
import java.util.Optional;
import java.util.Set;

/** How apps say how far they are under management. */
final class Phases {
    private static final String MANAGED = "Managed";
    private static final String CANARY = "Canary";
    private static final Set<String> KNOWN = Set.of(MANAGED, CANARY, "Shadow", "Observe");

    private Phases() {}

    static Phase of(TargetApp app) {
        return switch (said(app)) {
            case MANAGED -> new Phase.Managed();
            case CANARY -> canary(app).<Phase>map(Phase.Canary::new).orElseGet(Phase.Shadow::new);
            case "Shadow" -> new Phase.Shadow();
            default -> new Phase.Observe();
        };
    }

    /** The phase that counts, by the name that people give it. */
    static String name(TargetApp app) {
        return switch (of(app)) {
            case Phase.Managed managed -> MANAGED;
            case Phase.Canary canary -> CANARY;
            case Phase.Shadow shadow -> "Shadow";
            case Phase.Observe observe -> "Observe";
        };
    }

    /** The field whose value this version does not know. */
    static Optional<String> unknown(TargetApp app) {
        return KNOWN.contains(said(app)) ? Optional.empty() : Optional.of("spec.phase");
    }

    private static String said(TargetApp app) {
        return spec(app).flatMap(spec -> Optional.ofNullable(spec.phase())).orElse(MANAGED);
    }

    private static Optional<Rule> canary(TargetApp app) {
        return spec(app)
                .filter(any -> said(app).equals(CANARY))
                .flatMap(spec -> Optional.ofNullable(spec.canary()))
                .map(Rule::new);
    }

    private static Optional<TargetAppSpec> spec(TargetApp app) {
        return Optional.ofNullable(app.getSpec());
    }

    /** What is wrong with the rule that says for whom the app is managed. */
    static Optional<Objection> objection(TargetApp app, Rulings rulings) {
        return canary(app)
                .flatMap(rulings::flaw)
                .map(flaw -> new Objection(
                        Reason.RuleInvalid,
                        "`spec.canary`, " + flaw.text() + ": correct it; until then nothing is written to the app"));
    }

    /** That not everything is done that is decided is no fault of the app. */
    static Conditions condition(TargetApp app, Conditions conditions) {
        var sentence = switch (Phases.of(app)) {
            case Phase.Managed managed -> Optional.<String>empty();
            case Phase.Canary canary -> Optional.of("Nothing is written for users of whom `spec.canary` is not true: ");
            case Phase.Observe observe -> Optional.of("Nothing is written to the app: ");
            case Phase.Shadow shadow -> Optional.of("Nothing is written to the app: ");
        };
        sentence.ifPresent(what -> conditions.say(
                Plans.REASON, "True", said(app), what + "`status.plan` counts what would be, see `spec.phase`"));
        return conditions;
    }
}
