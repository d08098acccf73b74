package dev.usher.net;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A complete answer, whatever its status says but a redirect. What it holds is the other side's: judge it, never log it.
 *
 * @param status 200 to 599
 * @param headers by lower-case name, values in the order in which they came
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, Body body) {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header, by its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    @Override
    public String toString() {
        return "status " + status + ", " + body;
    }
}
