package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one list of a kind found, read like the cache of an informer; nothing in it changes. */
final class Listing<T extends HasMetadata> implements IndexerResourceCache<T> {
    private final Map<ResourceID, T> resources;
    private final Map<String, Function<T, List<String>>> indexers = new HashMap<>();

    Listing(List<T> found) {
        this.resources = found.stream()
                .collect(Collectors.toMap(ResourceID::fromResource, resource -> resource, (first, same) -> first));
    }

    @Override
    public Optional<T> get(ResourceID id) {
        return Optional.ofNullable(resources.get(id));
    }

    @Override
    public Stream<ResourceID> keys() {
        return resources.keySet().stream();
    }

    @Override
    public Stream<T> list(Predicate<T> predicate) {
        return resources.values().stream().filter(predicate);
    }

    @Override
    public Stream<T> list(String namespace, Predicate<T> predicate) {
        return list(predicate.and(
                resource -> namespace.equals(resource.getMetadata().getNamespace())));
    }

    @Override
    public void addIndexers(Map<String, Function<T, List<String>>> more) {
        indexers.putAll(more);
    }

    /** It is asked a few times and then thrown away, so that an index would not pay. */
    @Override
    public List<T> byIndex(String index, String key) {
        var keys = Optional.ofNullable(indexers.get(index))
                .orElseThrow(() -> new IllegalArgumentException("there is no index " + index));
        return list(resource -> keys.apply(resource).contains(key)).toList();
    }
}
