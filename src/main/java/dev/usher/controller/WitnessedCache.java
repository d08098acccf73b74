package dev.usher.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An informer's cache in which each look-up is {@link Evidence}: what is cached is never changed, only put in its place. */
record WitnessedCache<T extends HasMetadata>(IndexerResourceCache<T> cache) {
    Optional<T> get(ResourceID id) {
        return Evidence.of(new ById<>(cache, id));
    }

    /** No more than this of it, which other changes leave as it is; one object for one question. */
    <A> Optional<A> get(ResourceID id, Function<? super T, A> aspect) {
        return Evidence.of(new Aspect<>(cache, id, aspect));
    }

    List<T> byIndex(String index, String key) {
        return Evidence.of(new ByIndex<>(cache, index, key));
    }

    boolean isEmpty() {
        return Evidence.of(new Emptiness(cache));
    }

    Stream<T> list() {
        return list(any -> true);
    }

    Stream<T> list(String namespace) {
        Evidence.proveNothing();
        return cache.list(namespace, any -> true);
    }

    private Stream<T> list(Predicate<T> predicate) {
        Evidence.proveNothing();
        return cache.list(predicate);
    }

    /** A change puts another object in its place, and to compare all of it would be dear. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isUnchanged(HasMetadata then, HasMetadata now) {
        return then == now;
    }

    private record ById<T extends HasMetadata>(IndexerResourceCache<T> cache, ResourceID id)
            implements Evidence.LookUp<Optional<T>> {
        @Override
        public Optional<T> ask() {
            return cache.get(id);
        }

        @Override
        public boolean isSame(Optional<T> then, Optional<T> now) {
            return then.isPresent() ? now.isPresent() && isUnchanged(then.get(), now.get()) : now.isEmpty();
        }
    }

    private record Aspect<T extends HasMetadata, A>(
            IndexerResourceCache<T> cache, ResourceID id, Function<? super T, A> aspect)
            implements Evidence.LookUp<Optional<A>> {
        @Override
        public Optional<A> ask() {
            return cache.get(id).map(aspect);
        }
    }

    private record ByIndex<T extends HasMetadata>(IndexerResourceCache<T> cache, String index, String key)
            implements Evidence.LookUp<List<T>> {
        @Override
        public List<T> ask() {
            return cache.byIndex(index, key);
        }

        @Override
        public boolean isSame(List<T> then, List<T> now) {
            if (then.size() != now.size()) {
                return false;
            }
            for (var i = 0; i < then.size(); i++) {
                if (!isUnchanged(then.get(i), now.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Emptiness(IndexerResourceCache<?> cache) implements Evidence.LookUp<Boolean> {
        @Override
        public Boolean ask() {
            return cache.list().findAny().isEmpty();
        }
    }
}
