package dev.usher.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is remembered of changes until they end: of those of which no end is ever told, the eldest is forgotten. */
final class Remembered {
    private Remembered() {}

    /** Holds so many, and is safe for threads. */
    static <K, V> Map<K, V> atMost(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }
}
