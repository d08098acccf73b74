package dev.usher.simulator;

import java.util.Set;
import java.util.regex.Pattern;

/** Which requests a fault meets. */
public record Match(Set<String> methods, Pattern path) {
    private static final Pattern ANY_PATH = Pattern.compile(".*");
    static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    public static Match any() {
        return new Match(Set.of(), ANY_PATH);
    }

    /** Everything that changes the app; a search by POST does not. */
    public static Match writes() {
        return new Match(WRITES, Pattern.compile("(?!.*/\\.search$).*"));
    }

    /** A method and a path below the base in which {@code *} stands for anything, as in {@code PATCH /Groups/*}. */
    public static Match of(String method, String path) {
        String expression = Pattern.quote(path).replace("*", "\\E.*\\Q");
        return new Match(Set.of(method), Pattern.compile(expression));
    }

    boolean meets(String method, String requested) {
        return (methods.isEmpty() || methods.contains(method))
                && path.matcher(requested).matches();
    }
}
