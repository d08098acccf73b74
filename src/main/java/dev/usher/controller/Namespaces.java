package dev.usher.controller;

import dev.usher.domain.person.Visibility;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Which namespaces are watched, and what labels they bear, which is known where all of them are. */
final class Namespaces {
    /** Whether labels are known. */
    enum Labels {
        KNOWN,
        /** Only some namespaces are watched. */
        OUT_OF_SCOPE,
        /** Namespaces may not be listed. */
        FORBIDDEN
    }

    private final Set<String> scope;
    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final Map<Selector, Visibility> selected = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private volatile Labels state;

    /**
     * Namespaces of which nothing is known yet.
     *
     * @param scope those that are watched; empty: all
     */
    Namespaces(Set<String> scope) {
        this.scope = Set.copyOf(scope);
        this.state = scope.isEmpty() ? Labels.KNOWN : Labels.OUT_OF_SCOPE;
    }

    /** Whether what is in a namespace can be seen at all. */
    boolean watches(String namespace) {
        return scope.isEmpty() || scope.contains(namespace);
    }

    Labels state() {
        return state;
    }

    /** Nobody lets this operator list namespaces. */
    void forbidden() {
        state = Labels.FORBIDDEN;
    }

    /** Returns the labels that it bore before; empty where the namespace was not known. */
    Optional<Map<String, String>> put(String namespace, Map<String, String> now) {
        var before = Optional.ofNullable(labels.put(namespace, Map.copyOf(now)));
        changed();
        return before;
    }

    void remove(String namespace) {
        labels.remove(namespace);
        changed();
    }

    /** What is being made of the labels as they were is over before it is forgotten. */
    private void changed() {
        selected.clear();
        version.incrementAndGet();
    }

    /** The labels of a namespace, where they are known. */
    Optional<Map<String, String>> labels(String namespace) {
        var _ = version();
        return Optional.ofNullable(labels.get(namespace));
    }

    /** Grows with every change of a label. */
    long version() {
        return Evidence.of(new Evidence.Count(version));
    }

    /** Whom a selector means now. */
    Visibility selected(Selector selector) {
        var _ = version();
        return selected.computeIfAbsent(selector, this::select);
    }

    private Visibility select(Selector selector) {
        var seen = Map.copyOf(labels);
        var meant = seen.entrySet().stream()
                .filter(namespace -> selector.matches(namespace.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        return new Visibility.Selected(meant, seen.keySet());
    }
}
