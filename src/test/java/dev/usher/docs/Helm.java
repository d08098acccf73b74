package dev.usher.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a command for helm is tried on a real API server with a release, so that it is judged whole and changes nothing. */
final class Helm {
    private static final Set<String> LOOKS =
            Set.of("template", "lint", "show", "status", "history", "list", "get", "version");

    private Helm() {}

    /** The arguments by which it is tried; empty where it cannot be. */
    static Optional<List<String>> tried(List<String> words) {
        var arguments = new ArrayList<>(words.subList(1, words.size()));
        return switch (arguments.getFirst()) {
            case "install", "upgrade" -> with(arguments, "--dry-run=server");
            case "uninstall", "rollback" -> with(arguments, "--dry-run");
            case String verb when LOOKS.contains(verb) -> Optional.of(arguments);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> with(List<String> arguments, String flag) {
        arguments.add(flag);
        return Optional.of(arguments);
    }
}
