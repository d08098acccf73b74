package dev.usher.simulator.store;

import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.FilterMatcher;
import dev.usher.simulator.protocol.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what a filter matches, by an index where the filter demands equality of something indexed; the caller holds the lock. */
final class Finder {
    private final Memberships memberships;
    private final Renderer renderer;

    Finder(Memberships memberships, Renderer renderer) {
        this.memberships = memberships;
        this.renderer = renderer;
    }

    List<Entry> matches(Table table, Selection selection) {
        Optional<Filter> filter = selection.filter();
        Sight sight = selection.sight();
        if (filter.isEmpty()) {
            boolean clear = sight.equals(Sight.CLEAR);
            return clear
                    ? table.all()
                    : table.all().stream().filter(sight::shows).toList();
        }
        Optional<String> probed = probed(filter.get());
        Predicate<FilterMatcher.Reader> matcher = selection.types().size() == 1
                ? FilterMatcher.of(table.type(), filter.get())
                : FilterMatcher.lenient(table.type(), filter.get());
        return candidates(table, sight.equals(Sight.CLEAR) ? filter.get().equalities() : Map.of())
                .filter(sight::shows)
                .filter(entry -> matcher.test(renderer.reader(entry, sight, probed)))
                .toList();
    }

    /** The member that everything which matches must have, where the filter says nothing else about members. */
    private static Optional<String> probed(Filter filter) {
        boolean once = filter.paths().stream()
                        .map(path -> path.toLowerCase(Locale.ROOT))
                        .filter(path -> path.startsWith("members"))
                        .count()
                == 1;
        Map<String, String> equal = filter.equalities();
        return Optional.of(equal.getOrDefault("members", equal.getOrDefault("members.value", "")))
                .filter(member -> once && !member.isEmpty());
    }

    private Stream<Entry> candidates(Table table, Map<String, String> equal) {
        for (Map.Entry<String, String> term : equal.entrySet()) {
            String path = term.getKey();
            if (path.equals("id")) {
                return table.get(term.getValue()).stream();
            }
            if (table.type() == ResourceType.GROUP && (path.equals("members") || path.equals("members.value"))) {
                return found(table, memberships.groups(term.getValue()));
            }
            Optional<String> indexed = table.indexed(path);
            if (indexed.isPresent()) {
                return found(table, table.ids(indexed.get(), term.getValue()));
            }
        }
        return table.all().stream();
    }

    private static Stream<Entry> found(Table table, Set<String> ids) {
        return ids.stream().flatMap(id -> table.get(id).stream());
    }
}
