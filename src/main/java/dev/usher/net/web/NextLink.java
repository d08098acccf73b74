package dev.usher.net.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the link to what comes next in the headers {@code Link} of an answer (RFC 8288 section 3). */
public final class NextLink {
    private NextLink() {}

    /** Its target as it stands there. */
    public static Optional<String> of(List<String> headers) {
        for (var header : headers) {
            var open = header.indexOf('<');
            while (open >= 0) {
                var close = header.indexOf('>', open);
                if (close < 0) {
                    break;
                }
                var end = endOfParameters(header, close + 1);
                if (isNext(header.substring(close + 1, end))) {
                    return Optional.of(header.substring(open + 1, close).strip());
                }
                open = header.indexOf('<', end);
            }
        }
        return Optional.empty();
    }

    /** A comma ends them, but not within quotes. */
    private static int endOfParameters(String header, int from) {
        var quoted = false;
        for (var at = from; at < header.length(); at++) {
            var character = header.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                return at;
            }
        }
        return header.length();
    }

    private static boolean isNext(String parameters) {
        return Stream.of(parameters.toLowerCase(Locale.ROOT).split(";", -1))
                .map(String::strip)
                .filter(parameter -> parameter.startsWith("rel"))
                .map(parameter -> parameter.substring("rel".length()).strip())
                .filter(value -> value.startsWith("="))
                .map(value -> value.substring(1).replace('"', ' ').strip())
                .flatMap(value -> Stream.of(value.split(" ", -1)))
                .anyMatch("next"::equals);
    }
}
