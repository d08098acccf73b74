package dev.usher.source.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands behind the question mark of an address, however it is escaped. */
record Parameters(Set<Parameter> all) {
    record Parameter(String name, String value) {}

    static Parameters of(URI address) {
        var query = Optional.ofNullable(address.getRawQuery()).orElse("");
        return new Parameters(Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .map(pair -> new Parameter(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : ""))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    boolean has(String name) {
        return all.stream().anyMatch(one -> one.name().equals(name));
    }

    boolean hasAll(Parameters others) {
        return all.containsAll(others.all());
    }
}
