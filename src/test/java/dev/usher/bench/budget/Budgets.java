package dev.usher.bench.budget;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code ./usher bench}: starts everything, measures what was asked for, and says it. */
public final class Budgets {
    public static final String USAGE = Options.USAGE;

    private static final int NOT_MEASURED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Budgets() {}

    /** Returns the exit code: 0 where everything could be measured, also what is over its bound. */
    public static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        var understood = Options.of(arguments);
        if (understood.isEmpty()) {
            errors.println(Options.USAGE);
            return NOT_UNDERSTOOD;
        }
        var options = understood.get();
        var figures = new ArrayList<Figure>();
        try (var plant = Plant.start(options.lasts())) {
            if (options.asks("p1", "p2", "p3")) {
                figures.addAll(measured(out, "p1", () -> new OnboardingBudget(plant, options, out).measure()));
            }
            if (options.asks("p5", "p7")) {
                figures.addAll(measured(out, "p5", () -> new SteadyBudget(plant, options).measure()));
            }
            if (options.asks("p6")) {
                figures.addAll(measured(out, "p6", () -> new RestartBudget(plant, options).measure()));
            }
            if (options.asks("p4")) {
                figures.addAll(measured(out, "p4", () -> new UrgencyBudget(plant, options).measure()));
            }
        }
        var report = new Report(figures);
        report.print(out);
        options.json().ifPresent(report::write);
        return report.isComplete() ? 0 : NOT_MEASURED;
    }

    /** What one budget lacks does not keep the others from being measured. */
    private static List<Figure> measured(PrintStream out, String budget, Supplier<List<Figure>> measure) {
        out.println("measuring " + budget + " …");
        try {
            return measure.get();
        } catch (TooSlow e) {
            return List.of(Figure.missing(budget, "not measured", String.valueOf(e.getMessage())));
        }
    }
}
