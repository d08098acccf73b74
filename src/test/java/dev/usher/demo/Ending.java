package dev.usher.demo;

import dev.usher.cluster.Binaries;
import dev.usher.cluster.Project;
import dev.usher.demo.Result.Done;
import dev.usher.demo.Result.Missed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said at the end: how long everything took, where to look, or what went wrong. */
final class Ending {

    private static final int LOG_LINES = 20;
    private static final String KEPT_LOG = "target/demo-operator.log";

    private final Screen screen;
    private final Style style;

    Ending(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    void succeeded(Duration operatorReady, Map<Act, Done> acts) {
        String times = acts.entrySet().stream()
                .map(act -> act.getKey().name().toLowerCase(Locale.ROOT) + " " + times(act.getValue()))
                .collect(Collectors.joining(style.separator()));
        screen.keep(List.of(
                "",
                style.bold("Every step was read back from the apps."),
                "  operator ready " + Screen.seconds(operatorReady) + style.separator() + times));
    }

    private static String times(Done done) {
        return Screen.seconds(done.took())
                + done.read()
                        .map(after -> " (read after " + Screen.seconds(after) + ")")
                        .orElse("");
    }

    /** The operator's log is removed with everything else, so its end is shown and a copy kept. */
    void failed(Act act, Missed missed, Path log) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  %s %s failed after %s."
                .formatted(style.failed(), style.bold(act.name()), Screen.seconds(missed.after())));
        for (Difference difference : missed.differences()) {
            lines.add("    " + style.bold(difference.what()));
            lines.add("      expected  " + difference.expected());
            lines.add("      seen      " + difference.seen());
        }
        try {
            Path kept = Project.path(KEPT_LOG);
            Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
            List<String> said = Files.readAllLines(kept);
            lines.add("");
            lines.add("  The operator's log is kept in " + KEPT_LOG + "; its end:");
            said.subList(Math.max(0, said.size() - LOG_LINES), said.size())
                    .forEach(line -> lines.add("    " + style.dim(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        screen.keep(lines);
    }

    void howToStay() {
        screen.keep(List.of("", "Without --once the demo stays, so that you can look around with kubectl."));
    }

    void howToLook(Stage stage) {
        List<String> commands = List.of(
                "export KUBECONFIG=" + stage.plane().kubeconfig(),
                "export PATH=\"" + Binaries.of("kubectl").getParent() + ":$PATH\"",
                "kubectl get provisioning -A",
                "kubectl get puser,usource -n people",
                "kubectl wait --for=condition=Ready puser --all -n people",
                "kubectl edit configmap hr -n people");
        List<String> lines = new ArrayList<>(List.of("", style.bold("Look around, in another shell:"), ""));
        commands.forEach(command -> lines.add("  " + style.command(command)));
        lines.add("");
        lines.add(
                "Hire and move people in the file, or end them: the accounts follow. Ctrl-C ends it and removes everything.");
        lines.add("");
        screen.keep(lines);
    }
}
