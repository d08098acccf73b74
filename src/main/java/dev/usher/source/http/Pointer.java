package dev.usher.source.http;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where something stands in JSON (RFC 6901): names and places in lists, each after a slash; empty for all of it.
 *
 * @param steps names of fields, or places in lists counted from zero
 */
public record Pointer(List<String> steps) implements Comparable<Pointer> {
    private static final int LONGEST = 512;
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");

    public Pointer {
        steps = List.copyOf(steps);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write instead
     */
    public static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("give a JSON Pointer, which begins with /, such as /data/0/name");
        }
        if (WRONG_ESCAPE.matcher(text).find()) {
            throw new IllegalArgumentException("write ~0 for ~ and ~1 for / within a name of a JSON Pointer");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("give a JSON Pointer of at most " + LONGEST + " characters");
        }
        return new Pointer(Stream.of(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    @Override
    public int compareTo(Pointer other) {
        return toString().compareTo(other.toString());
    }

    /** As it is written. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
