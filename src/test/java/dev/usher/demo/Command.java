package dev.usher.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of kubectl.
 *
 * @param shown what a person types in the checkout, one element for each line
 * @param arguments what is run
 */
record Command(List<String> shown, List<String> arguments) {

    /** {@code kubectl apply}, where option is {@code -f} or {@code -k}. */
    static Command apply(String option, String shownPath, Path path) {
        return new Command(
                List.of("kubectl apply " + option + " " + shownPath), List.of("apply", option, path.toString()));
    }

    /** {@code kubectl patch} of a user with a merge patch (RFC 7396), which replaces lists as a whole. */
    static Command patch(String namespace, String user, String patch) {
        List<String> arguments = new ArrayList<>(List.of("patch", "puser", user, "-n", namespace, "--type=merge"));
        String first = "kubectl " + String.join(" ", arguments) + " \\";
        arguments.addAll(List.of("-p", patch));
        return new Command(List.of(first, "    -p '" + patch + "'"), List.copyOf(arguments));
    }
}
