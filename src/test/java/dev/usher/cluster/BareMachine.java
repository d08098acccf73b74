package dev.usher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment of somebody else's machine: a home, and a PATH with the usual tools and what the test puts there. */
final class BareMachine {

    private static final List<String> USUAL = List.of(
            "awk",
            "bash",
            "cat",
            "chmod",
            "curl",
            "cut",
            "dirname",
            "env",
            "find",
            "grep",
            "gzip",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sha256sum",
            "sha512sum",
            "shasum",
            "sleep",
            "sort",
            "tail",
            "tar",
            "tr",
            "uname",
            "wc",
            "xargs");
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);

    private final Path home;
    private final Path programs;
    private final Map<String, String> environment = new HashMap<>();

    BareMachine(Path directory) throws IOException {
        this.home = Files.createDirectories(directory.resolve("home"));
        this.programs = Files.createDirectories(directory.resolve("programs"));
        environment.put("HOME", home.toString());
        environment.put("PATH", programs.toString());
        for (String tool : USUAL) {
            Arrays.stream(System.getenv("PATH").split(":"))
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(found -> link(programs.resolve(tool), found));
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /** Puts a shell script on the PATH. */
    void install(String name, String script) throws IOException {
        program(programs.resolve(name), script);
    }

    /** Puts a link to a program on the PATH. */
    void install(String name, Path program) {
        link(programs.resolve(name), program);
    }

    /** Writes a shell script to a path and makes it executable. */
    static Path program(Path path, String script) throws IOException {
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, "#!/bin/sh\n" + script);
        if (!path.toFile().setExecutable(true)) {
            throw new IOException(path + " cannot be made executable");
        }
        return path;
    }

    BareMachine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    BareMachine with(String variable, Path value) {
        return with(variable, value.toString());
    }

    /** Runs a command with the home as its working directory. */
    Ran run(Path command, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "cd && exec \"$@\"", "run", command.toString()));
        all.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "output", ".txt");
        Path errors = Files.createTempFile(home, "errors", ".txt");
        try (var child = Child.start(new Child.Launch(command.toString(), all, environment, output, errors))) {
            int exitCode = child.awaitExit(ENDS_WITHIN);
            return new Ran(exitCode, Files.readString(output), Files.readString(errors));
        }
    }
}
