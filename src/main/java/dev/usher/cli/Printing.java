package dev.usher.cli;

import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a verb prints its answer, or why it has none. */
final class Printing {
    /** How to print. */
    enum Format {
        TEXT,
        JSON
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json; absent: text.")
    private Format format = Format.TEXT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    /**
     * Prints the answer in the form that is asked for.
     *
     * @param text made of whole lines
     * @param json of one line without its end
     */
    void answer(Supplier<String> text, Supplier<String> json) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(text.get());
            case JSON -> out.println(json.get());
        }
        out.flush();
    }

    int fail(String advice) {
        // What a file says of itself may hold what a terminal obeys.
        spec.commandLine().getErr().println("usher: " + advice.replaceAll("\\p{Cntrl}", "?"));
        return ExitCode.SOFTWARE;
    }
}
