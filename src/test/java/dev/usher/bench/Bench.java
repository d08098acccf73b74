package dev.usher.bench;

import dev.usher.bench.budget.Budgets;
import java.io.PrintStream;
import java.util.List;

/** {@code ./usher bench [WHAT]}: measures, prints a table, and fails where a figure of WHAT is beyond its bound. */
public final class Bench {
    private static final int OUT_OF_BOUNDS = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Bench() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream errors) throws InterruptedException {
        var what = arguments.size() == 1 ? arguments.getFirst() : "";
        var alone = List.of("timers", "rules", "resolve", "simulator", "connector", "directory", "database", "start")
                .contains(what);
        if (!alone && !arguments.isEmpty() && !arguments.getFirst().startsWith("--")) {
            errors.println(Budgets.USAGE);
            errors.println(
                    "       ./usher bench timers|rules|resolve|simulator|connector|directory|database|start|feed");
            return NOT_UNDERSTOOD;
        }
        var machine = Runtime.getRuntime();
        out.printf(
                "%d cores, heap of at most %d MB, JDK %s%n",
                machine.availableProcessors(), machine.maxMemory() >> 20, Runtime.version());
        if (!alone) {
            return Budgets.run(arguments, out, errors);
        }
        var within = switch (what) {
            case "timers" -> TimersBench.run(out);
            case "rules" -> RulesBench.run(out);
            case "connector" -> ConnectorBench.run(out);
            case "directory" -> DirectoryBench.run(out);
            case "database" -> DatabaseBench.run(out);
            case "simulator" -> SimulatorBench.run(out);
            case "start" -> StartBench.run(out);
            default -> ResolveBench.run(out);
        };
        return within ? 0 : OUT_OF_BOUNDS;
    }
}
