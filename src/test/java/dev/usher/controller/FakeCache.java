package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A cache that is filled by hand, with indexes as an informer has them. */
final class FakeCache<T extends HasMetadata> implements IndexerResourceCache<T> {
    private final Map<ResourceID, T> resources = new LinkedHashMap<>();
    private final Map<String, Function<T, List<String>>> indexers = new HashMap<>();
    private final Map<String, Map<String, List<T>>> indexes = new HashMap<>();

    /** Adds a resource, or puts it in place of the one of its name. */
    void put(T resource) {
        var id = ResourceID.fromResource(resource);
        remove(resource);
        resources.put(id, resource);
        indexers.forEach((name, indexer) -> indexer.apply(resource)
                .forEach(key -> indexes.computeIfAbsent(name, any -> new HashMap<>())
                        .computeIfAbsent(key, any -> new ArrayList<>())
                        .add(resource)));
    }

    void remove(T resource) {
        remove(ResourceID.fromResource(resource));
    }

    /** The resource of this name is not there any more. */
    void remove(ResourceID id) {
        resources.remove(id);
        indexes.values()
                .forEach(index -> index.values()
                        .forEach(found -> found.removeIf(
                                one -> ResourceID.fromResource(one).equals(id))));
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
        return list(resource -> resource.getMetadata().getNamespace().equals(namespace))
                .filter(predicate);
    }

    @Override
    public void addIndexers(Map<String, Function<T, List<String>>> more) {
        indexers.putAll(more);
    }

    @Override
    public List<T> byIndex(String index, String key) {
        if (!indexers.containsKey(index)) {
            throw new IllegalArgumentException("there is no index " + index);
        }
        return List.copyOf(indexes.getOrDefault(index, Map.of()).getOrDefault(key, List.of()));
    }
}
