package dev.usher.cli;

import dev.usher.controller.Explanations;
import dev.usher.controller.Export;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Every verb of the command line. A verb returns 0 where it could answer, 1 where it could not, and 2 where it was misused. */
public final class Cli {
    private final CommandLine verbs;

    /**
     * A command line that prints there.
     *
     * @param explanations made once a cluster was read: what they take is slow to load
     * @param export made likewise
     * @param language of the apps that can be probed; made likewise
     * @param output what was asked for, and nothing else
     * @param errors why it could not be answered
     */
    public Cli(
            Supplier<Explanations> explanations,
            Supplier<Export> export,
            Supplier<Language> language,
            InstantSource clock,
            PrintWriter output,
            PrintWriter errors) {
        this.verbs = new CommandLine(new Verbs())
                .addSubcommand(new WhyCommand(explanations))
                .addSubcommand(new HeldCommand())
                .addSubcommand(new ExportCommand(export))
                .addSubcommand(new RestoreCommand(clock))
                .addSubcommand(new DrainCommand(clock))
                .addSubcommand(new CheckCommand(clock))
                .addSubcommand(new SupportCommand(clock))
                .addSubcommand(new AuditCommand())
                .addSubcommand(new ProbeCommand(language))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(output)
                .setErr(errors)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // Whatever it is, its message may quote anything.
                    errors.println("usher: this should not have happened, please report it: "
                            + failure.getClass().getName());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Whether a process was started for a verb, and not to be the operator. */
    public static boolean isMeant(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** What can be the first argument. */
    Set<String> verbs() {
        return verbs.getSubcommands().keySet();
    }

    /** Whether it could do what that says; nothing is done, and why not is printed. */
    boolean understands(String... arguments) {
        try {
            verbs.parseArgs(arguments);
            return true;
        } catch (CommandLine.ParameterException misuse) {
            verbs.getErr().println(misuse.getMessage());
            return false;
        }
    }

    /** Does what a verb says, and returns the exit code. */
    public int run(String... arguments) {
        return verbs.execute(arguments);
    }

    /** The name before the verbs; alone it is nothing. */
    @Command(name = "usher", synopsisSubcommandLabel = "VERB", description = "Looks at what Usher does, and would do.")
    private static final class Verbs {}
}
