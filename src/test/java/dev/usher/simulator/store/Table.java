package dev.usher.simulator.store;

import dev.usher.simulator.protocol.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resources of one type in the order of their creation, with indexes; guarded by the directory's lock. */
final class Table {
    private final ResourceType type;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> indexes = new HashMap<>();
    private volatile List<Entry> ordered = List.of();
    private volatile boolean orderedIsCurrent = true;

    Table(ResourceType type, Collection<String> indexed) {
        this.type = type;
        indexed.forEach(attribute -> indexes.put(attribute, new HashMap<>()));
    }

    ResourceType type() {
        return type;
    }

    Optional<Entry> get(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    boolean has(String id) {
        return entries.containsKey(id);
    }

    /** The indexed attribute that a path names, whatever its case. */
    Optional<String> indexed(String path) {
        return indexes.keySet().stream().filter(path::equalsIgnoreCase).findFirst();
    }

    Set<String> ids(String attribute, String value) {
        return indexes.getOrDefault(attribute, Map.of()).getOrDefault(key(attribute, value), Set.of());
    }

    void put(Entry entry) {
        Optional<Entry> before = get(entry.id());
        before.ifPresent(this::unindex);
        entries.put(entry.id(), entry);
        indexes.forEach((attribute, index) -> {
            String value = entry.text(attribute);
            if (!value.isEmpty()) {
                index.computeIfAbsent(key(attribute, value), _ -> new LinkedHashSet<>())
                        .add(entry.id());
            }
        });
        orderedIsCurrent = false;
    }

    void remove(Entry entry) {
        unindex(entry);
        entries.remove(entry.id());
        orderedIsCurrent = false;
    }

    /** All entries; kept until the next change, because pages of one walk would each copy them again. */
    List<Entry> all() {
        if (!orderedIsCurrent) {
            ordered = List.copyOf(entries.values());
            orderedIsCurrent = true;
        }
        return ordered;
    }

    private void unindex(Entry entry) {
        indexes.forEach(
                (attribute, index) -> index.computeIfPresent(key(attribute, entry.text(attribute)), (_, ids) -> {
                    ids.remove(entry.id());
                    return ids.isEmpty() ? null : ids;
                }));
    }

    private static String key(String attribute, String value) {
        return attribute.equals("externalId") ? value : value.toLowerCase(Locale.ROOT);
    }
}
