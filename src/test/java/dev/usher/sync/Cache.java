package dev.usher.sync;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one process has heard of the world; it may lag behind, but never behind the beginning of the process, since a start
 * reads everything.
 */
final class Cache {
    private record Shown(Facts facts, int looks) {}

    private final Stage stage;
    private final Map<Key, Shown> shown = new HashMap<>();
    private int lag;
    private final Set<Key> told = new LinkedHashSet<>();

    Cache(Stage stage, int lag) {
        this.stage = stage;
        lags(lag);
    }

    /** What is so now is known; from now on it shows what was before for up to so many looks more. */
    synchronized void lags(int looks) {
        lag = looks;
        shown.clear();
        stage.world.keys().forEach(this::facts);
    }

    synchronized Facts facts(Key key) {
        var truth = stage.world.facts(key);
        if (lag == 0) {
            return truth;
        }
        var before =
                Optional.ofNullable(shown.get(key)).filter(one -> !one.facts().equals(truth));
        if (before.filter(one -> one.looks() < lag).isEmpty()) {
            // The event comes when the cache shows it.
            before.ifPresent(one -> told.add(key));
            shown.put(key, new Shown(truth, 0));
            return truth;
        }
        shown.put(key, new Shown(before.get().facts(), before.get().looks() + 1));
        return before.get().facts();
    }

    /** Whatever happened is heard of now; says whether that is news. */
    synchronized boolean catchesUp() {
        var news = shown.entrySet().stream()
                .anyMatch(one -> !one.getValue().facts().equals(stage.world.facts(one.getKey())));
        shown.clear();
        return news;
    }

    /** A word about somebody was recorded: it has to be decided anew. */
    synchronized void hears(Key key) {
        told.add(key);
    }

    /** Who has to be decided anew. */
    synchronized Set<Key> told() {
        var all = Set.copyOf(told);
        told.clear();
        return all;
    }
}
