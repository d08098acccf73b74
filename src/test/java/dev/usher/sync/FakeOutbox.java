package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The latest word on each subject, and everything that was said before it. */
final class FakeOutbox implements Outbox {
    private final Map<Key, Result> latest = new ConcurrentHashMap<>();
    private final List<Map.Entry<Key, Result>> all = new ArrayList<>();
    private final BiConsumer<Key, Result> reader;
    private final List<Key> loosened = new ArrayList<>();
    private final List<RemoteId> adopted = new ArrayList<>();
    private int changes;

    /** An outbox whose every letter is read at once. */
    FakeOutbox(BiConsumer<Key, Result> reader) {
        this.reader = reader;
    }

    @Override
    public void put(Key key, AppId app, Result result) {
        // Who waits for a letter finds in the status what it says.
        reader.accept(key, result);
        synchronized (this) {
            latest.put(key, result);
            all.add(Map.entry(key, result));
        }
    }

    @Override
    public synchronized void loosened(Key key, AppId app) {
        loosened.add(key);
    }

    /** Whose accounts somebody gave more than was decided. */
    synchronized List<Key> loosened() {
        return List.copyOf(loosened);
    }

    @Override
    public synchronized void adopted(Key key, AppId app, RemoteId id) {
        adopted.add(id);
    }

    /** Which accounts were taken over. */
    synchronized List<RemoteId> adopted() {
        return List.copyOf(adopted);
    }

    @Override
    public synchronized void changed(AppId app) {
        changes++;
    }

    Optional<Result> of(Key key) {
        return Optional.ofNullable(latest.get(key));
    }

    synchronized List<Result> allOf(Key key) {
        return all.stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(Map.Entry::getValue)
                .toList();
    }

    synchronized int size() {
        return all.size();
    }

    synchronized int changes() {
        return changes;
    }
}
