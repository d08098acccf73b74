package dev.usher.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a command for kubectl is tried on a real API server, so that it is judged whole and changes nothing. */
final class Kubectl {
    private static final Set<String> LOOKS = Set.of(
            "get",
            "describe",
            "explain",
            "auth",
            "api-resources",
            "api-versions",
            "version",
            "kustomize",
            "diff",
            "cluster-info");
    private static final Set<String> CHANGES =
            Set.of("apply", "create", "patch", "annotate", "label", "delete", "scale", "replace", "set");
    private static final Set<String> WITH_VALUE = Set.of("-n", "--namespace", "--context", "--as", "--as-group");

    private Kubectl() {}

    /** The arguments by which it is tried; empty where it cannot be. */
    static Optional<List<String>> tried(List<String> words) {
        var arguments = new ArrayList<>(words.subList(1, words.size()));
        var verb = verb(arguments);
        if ((verb.equals("create") && arguments.contains("token")) || LOOKS.contains(verb)) {
            return Optional.of(arguments);
        } else if (verb.equals("wait")) {
            // Asked once: nobody works there, and what is waited for may never come.
            arguments.add("--timeout=0s");
            return Optional.of(arguments);
        } else if (verb.equals("rollout") && arguments.contains("status")) {
            arguments.add("--watch=false");
            return Optional.of(arguments);
        } else if (CHANGES.contains(verb)) {
            arguments.add("--dry-run=server");
            return Optional.of(arguments);
        }
        return Optional.empty();
    }

    private static String verb(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at++) {
            if (WITH_VALUE.contains(arguments.get(at))) {
                at++;
            } else if (!arguments.get(at).startsWith("-")) {
                return arguments.get(at);
            }
        }
        return "";
    }

    /** Whether its answer says that it was understood, and that what it is about is there. */
    static boolean isFine(List<String> arguments, int exitCode, String errors) {
        return exitCode == 0
                || (arguments.contains("diff") && exitCode == 1 && errors.isBlank())
                || (arguments.contains("wait") && errors.contains("condition not met"))
                || (arguments.contains("create") && errors.contains("already exists"));
    }
}
