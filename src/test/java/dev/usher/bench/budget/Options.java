package dev.usher.bench.budget;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and with how much.
 *
 * @param users how many are onboarded, in {@value #ROUNDS} rounds
 * @param apps in how many apps each of them gets an account
 * @param json where the figures are written for machines
 * @param only which budgets, by their names in small letters
 */
record Options(int users, int apps, Optional<Path> json, Set<String> only) {
    static final String USAGE =
            "usage: ./usher bench [--users N] [--apps A] [--json FILE] [--only p1,p2,p3,p4,p5,p6,p7]";
    static final Set<String> ALL = Set.of("p1", "p2", "p3", "p4", "p5", "p6", "p7");

    static final int ROUNDS = 3;

    private static final int USERS = 1_000;
    private static final int APPS = 5;
    private static final int LASTING = 3_000;
    private static final Set<String> NAMES = Set.of("--users", "--apps", "--json", "--only");

    /** Empty for what is not understood. */
    static Optional<Options> of(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (var at = 0; at < arguments.size(); at += 2) {
            if (!NAMES.contains(arguments.get(at)) || at + 1 == arguments.size()) {
                return Optional.empty();
            }
            given.put(arguments.get(at), arguments.get(at + 1));
        }
        var only = given.containsKey("--only")
                ? Set.copyOf(
                        List.of(given.get("--only").toLowerCase(Locale.ROOT).split(",", -1)))
                : ALL;
        var users = number(given.get("--users"), USERS);
        var apps = number(given.get("--apps"), APPS);
        if (!ALL.containsAll(only) || users < 1 || apps < 1) {
            return Optional.empty();
        }
        return Optional.of(new Options(
                users, apps, Optional.ofNullable(given.get("--json")).map(Path::of), only));
    }

    private static int number(@Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        return text.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(text) : 0;
    }

    /** How many are onboarded in a round. */
    int round() {
        return Math.ceilDiv(users, ROUNDS);
    }

    /** Whether it lasts so long that a JVM is given both of its compilers, as one that is installed has them. */
    boolean lasts() {
        return users >= LASTING;
    }

    boolean asks(String... budgets) {
        return List.of(budgets).stream().anyMatch(only::contains);
    }
}
