package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another JVM with this one's class path, started to be killed without a chance to tidy up. */
final class ParentJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<ProcessHandle> family = new ArrayList<>();

    private ParentJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static ParentJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        String application = System.getProperty("usher.application");
        if (application != null) {
            command.add("-Dusher.application=" + application);
        }
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ParentJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The first group of the first line of output in which the pattern is found. */
    String awaitLine(String pattern) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new IllegalStateException("no line with " + pattern + " in " + seen);
    }

    /** Ends the JVM with SIGKILL, having noted which processes it had. */
    void kill() {
        process.descendants().forEach(family::add);
        Exit.of(process.destroyForcibly());
    }

    /** Those processes of the killed JVM that still live. */
    List<ProcessHandle> survivors() {
        return family.stream().filter(ProcessHandle::isAlive).toList();
    }

    @Override
    public void close() {
        kill();
        // Only where the test has failed is there anything left.
        survivors().forEach(ProcessHandle::destroyForcibly);
    }
}
