package dev.usher.cli;

import dev.usher.audit.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code usher audit}: what can be done with an audit stream. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "VERB",
        subcommands = AuditCommand.Verify.class,
        description = "Looks at audit streams.")
final class AuditCommand {
    /** {@code usher audit verify}: whether a stream is what was written. */
    @Command(
            name = "verify",
            description =
                    "Says whether an audit stream is what was written: no record missing, changed, or moved. Asks no cluster.")
    static final class Verify implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE",
                description = "The stream, or a log with it; of several files the oldest first.")
        private List<Path> files = List.of();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "This text.")
        boolean help;

        @Override
        public Integer call() {
            var verification = new Verification();
            for (var file : files) {
                // Every byte is a character of its own, so that none is lost on the way to the digest.
                try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    verification.begins(file.toString());
                    lines.forEach(line -> verification.read(line.getBytes(StandardCharsets.ISO_8859_1)));
                } catch (IOException | UncheckedIOException e) {
                    spec.commandLine().getErr().println("usher: " + file + " cannot be read");
                    return ExitCode.SOFTWARE;
                }
            }
            return print(verification);
        }

        private int print(Verification verification) {
            var out = spec.commandLine().getOut();
            verification
                    .findings()
                    .forEach(finding -> out.println(finding.file() + ":" + finding.line() + ": " + finding.what()));
            verification.streams().forEach(stream -> out.println(sentence(stream)));
            if (verification.streams().isEmpty()) {
                out.println("there is no record in it");
            }
            out.flush();
            return verification.findings().isEmpty() && !verification.streams().isEmpty()
                    ? ExitCode.OK
                    : ExitCode.SOFTWARE;
        }

        private static String sentence(Verification.Summary stream) {
            return "stream %s, epoch %d: records %d to %d%s, %s"
                    .formatted(
                            stream.stream(),
                            stream.epoch(),
                            stream.first(),
                            stream.last(),
                            stream.first() == 1 ? "" : ", earlier ones are not here",
                            stream.ended()
                                    ? "ended in order"
                                    : "without an end: it goes on elsewhere, its process was killed, or its end was cut off");
        }
    }
}
