package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The binaries of the control plane, found or made by {@code src/test/control-plane/resolve.sh}. */
public final class Binaries {

    private Binaries() {}

    /** The path of one binary; building it may take minutes the first time. */
    public static Path of(String name) {
        Path script = Project.path("src/test/control-plane/resolve.sh");
        try {
            // Its progress goes where ours goes: the first run on a machine takes minutes.
            Process resolving = new ProcessBuilder(script.toString(), name)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            resolving.getOutputStream().close();
            String answer = new String(resolving.getInputStream().readAllBytes(), UTF_8);
            if (Exit.of(resolving) != 0) {
                throw new IllegalStateException("no control plane: what to install is said on standard error");
            }
            return Path.of(answer.strip().substring(name.length() + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
