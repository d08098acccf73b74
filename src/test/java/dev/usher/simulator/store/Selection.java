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

    /** {@code filters} holds one filter or none. */
    public Selection(List<ResourceType> types, List<Filter> filters, int start, int count, Projection projection) {
        this.types = List.copyOf(types);
        this.filters = List.copyOf(filters);
        this.start = start;
        this.count = count;
        this.projection = projection;
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
}
