package dev.usher.bench.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of the test tree in a JVM of its own like the operator's, told by lines; the end of its input is its end. */
public final class Piped implements AutoCloseable {
    /** Those of an operator that lives long, and is measured beside it. */
    static final List<String> LASTING = List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    /** Those of one that lives for minutes. */
    static final List<String> SHORT_LIVED = Stream.concat(Stream.of("-XX:TieredStopAtLevel=1"), LASTING.stream())
            .toList();

    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    private Piped(Process process) {
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static Piped start(Class<?> main, String... arguments) {
        return start(SHORT_LIVED, main, arguments);
    }

    /** The same in a JVM with other options. */
    public static Piped start(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not in the command line, which would be too long to be told from another one.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new Piped(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says something that is not answered. */
    synchronized void tell(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says something, and waits for the line that answers it. */
    public synchronized String ask(String line) {
        tell(line);
        try {
            var answer = output.readLine();
            if (answer == null) {
                throw new IllegalStateException("a process of the bench has ended: see what it said above");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
