package dev.usher.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A registry in memory on 127.0.0.1, and what its makers' command line says of images in it. */
final class Registry implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");

    private final String crane;
    private final Process server;
    private final int port;

    private Registry(String crane, Process server, int port) {
        this.crane = crane;
        this.server = server;
        this.port = port;
    }

    /** Starts one on a free port. */
    static Registry start(String crane) throws IOException {
        var server = new ProcessBuilder(crane, "registry", "serve", "--address", "127.0.0.1:0")
                .redirectErrorStream(true)
                .start();
        var said = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            var match = PORT.matcher(line);
            if (match.find()) {
                Thread.startVirtualThread(() -> said.lines().forEach(_ -> {}));
                return new Registry(crane, server, Integer.parseInt(match.group(1)));
            }
        }
        throw new IllegalStateException("no registry");
    }

    String name(String repository) {
        return "127.0.0.1:" + port + "/" + repository;
    }

    /** Puts an archive of an image there, and returns its digest; it is unpacked into a directory, which is what the command line takes. */
    String push(Path archive, Path directory, String repository) throws IOException {
        Tool.run(
                "tar",
                "-x",
                "-f",
                archive.toString(),
                "-C",
                Files.createDirectories(directory).toString());
        crane("push", directory.toString(), name(repository));
        return crane("digest", name(repository)).strip();
    }

    String crane(String... arguments) {
        List<String> command = new ArrayList<>(List.of(crane));
        command.addAll(List.of(arguments));
        command.add("--insecure");
        return Tool.run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
