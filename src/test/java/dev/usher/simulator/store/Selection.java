package dev.usher.simulator.store;

import dev.usher.simulator.protocol.Filter;
import dev.usher.simulator.protocol.Projection;
import dev.usher.simulator.protocol.ResourceType;
import java.util.List;
import java.util.Optional;

/** What a query asks for: types, filter, and which slice of the matches (1-based start, at most count of them). */
public final class Selection {
    private final List<ResourceType> types;
    private final List<Filter> filters;
    private final int start;
    private final int count;
    private final Projection projection;
    private final Sight sight;

    /** {@code filters} holds one filter or none; the sight says what of the matches is shown. */
    public Selection(
            List<ResourceType> types, List<Filter> filters, int start, int count, Projection projection, Sight sight) {
        this.types = List.copyOf(types);
        this.filters = List.copyOf(filters);
        this.start = start;
        this.count = count;
        this.projection = projection;
        this.sight = sight;
    }

    /** Everything there is of one type, as it is. */
    public static Selection all(ResourceType type) {
        return new Selection(List.of(type), List.of(), 1, Integer.MAX_VALUE, Projection.EVERYTHING, Sight.CLEAR);
    }

    /** The same, of which only these are wanted. */
    public Selection slice(int from, int most) {
        return new Selection(types, filters, from, most, projection, sight);
    }

    List<ResourceType> types() {
        return types;
    }

    Optional<Filter> filter() {
        return filters.stream().findFirst();
    }

    int start() {
        return start;
    }

    int count() {
        return count;
    }

    Projection projection() {
        return projection;
    }

    Sight sight() {
        return sight;
    }
}
