package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.safety.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The latest word on each subject, and everything that was said before it. */
final class FakeOutbox implements Outbox {
    private final Map<Key, Result> latest = new ConcurrentHashMap<>();
    private final List<Map.Entry<Key, Result>> all = new ArrayList<>();
    private final BiConsumer<Key, Result> reader;
    private final List<Wave> held = new ArrayList<>();
    private final List<Key> loosened = new ArrayList<>();
    private final Set<Key> unread = ConcurrentHashMap.newKeySet();
    private int changes;

    /** An outbox whose every letter is read at once. */
    FakeOutbox(BiConsumer<Key, Result> reader) {
        this.reader = reader;
    }

    /** Nobody records what is said of somebody. */
    void isUnread(Key key) {
        unread.add(key);
    }

    void isRead(Key key) {
        unread.remove(key);
    }

    @Override
    public void put(Key key, AppId app, Result result) {
        if (!unread.contains(key)) {
            // Who waits for a letter finds in the status what it says.
            reader.accept(key, result);
        }
        synchronized (this) {
            latest.put(key, result);
            all.add(Map.entry(key, result));
        }
    }

    @Override
    public synchronized void loosened(Key key, AppId app) {
        loosened.add(key);
    }

    @Override
    public synchronized void holds(AppId app, Wave wave) {
        held.add(wave);
    }

    /** The waves that were told to be held, each time. */
    synchronized List<Wave> held() {
        return List.copyOf(held);
    }

    /** Whose accounts somebody gave more than was decided. */
    synchronized List<Key> loosened() {
        return List.copyOf(loosened);
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
