package dev.usher.chart;

import dev.usher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;

/** What {@code helm/exceptions.md} explains: a line for each, {@code | `kind` | `check` | why |}. */
final class Exceptions {
    private static final String OF_CHECKOV = "CKV";

    private Exceptions() {}

    /** Kind and check of what kube-score finds. */
    static Set<String> ofKubeScore() throws IOException {
        return explained(false);
    }

    /** Kind and check of what checkov finds. */
    static Set<String> ofCheckov() throws IOException {
        return explained(true);
    }

    private static Set<String> explained(boolean byCheckov) throws IOException {
        Set<String> explained = new TreeSet<>();
        Files.readString(Project.path("helm/exceptions.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("`", "").split(" *\\| *", -1))
                .filter(cells -> cells[2].startsWith(OF_CHECKOV) == byCheckov && !cells[3].isBlank())
                .forEach(cells -> explained.add(cells[1] + " " + cells[2]));
        return explained;
    }
}
