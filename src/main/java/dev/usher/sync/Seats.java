package dev.usher.sync;

import dev.usher.connector.AppFailure;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who waits for a licence of one app, in the order in which they are to have one: by when they start.
 *
 * <p>Once somebody was refused one, only those ask who start earlier. One of them goes on asking for all, and with each licence that
 * becomes free the next.
 */
final class Seats {
    private record Place(Instant begins, long number, Key key) {}

    private final Map<Key, Place> places = new HashMap<>();
    private final TreeSet<Place> refused =
            new TreeSet<>(Comparator.comparing(Place::begins).thenComparingLong(Place::number));
    private final Consumer<Key> wakes;
    private long numbers;

    /** @param wakes lets somebody ask now who waits */
    Seats(Consumer<Key> wakes) {
        this.wakes = wakes;
    }

    /**
     * An account is about to be made or enabled.
     *
     * @throws AppFailure where somebody who starts earlier is to have a licence first
     */
    void expectOne(AccountWork work) throws AppFailure {
        expectOne(work.key, work.holder.begins(work.now()));
    }

    private synchronized void expectOne(Key key, Instant begins) throws AppFailure {
        var place = Optional.ofNullable(places.get(key))
                .filter(known -> known.begins().equals(begins))
                .orElseGet(() -> placed(key, begins));
        if (!refused.isEmpty() && refused.comparator().compare(refused.first(), place) < 0) {
            throw AppFailure.of(Kind.SEATS_EXHAUSTED, Detail.EARLIER_STARTS);
        }
    }

    private Place placed(Key key, Instant begins) {
        var place = new Place(begins, numbers++, key);
        Optional.ofNullable(places.put(key, place)).ifPresent(refused::remove);
        return place;
    }

    /** Work on a key failed; whoever could not ask keeps their place. */
    void failed(Key key, Failure why) {
        if (why.kind() == Kind.SEATS_EXHAUSTED) {
            refused(key);
        } else if (why.kind().scope() != Kind.Scope.APP) {
            ended(key);
        }
    }

    private synchronized void refused(Key key) {
        Optional.ofNullable(places.get(key)).ifPresent(refused::add);
    }

    /** Work on a key is done. */
    void ended(Key key) {
        next(key).ifPresent(wakes);
    }

    /** Whoever got one may not have got the last, and whoever does not want one any more leaves it to the next. */
    private synchronized Optional<Key> next(Key key) {
        var wasFirst = first().filter(key::equals).isPresent();
        Optional.ofNullable(places.remove(key)).ifPresent(refused::remove);
        return wasFirst ? first() : Optional.empty();
    }

    /** An account was disabled or deleted, and may have had one. */
    void mayBeFree() {
        first().ifPresent(wakes);
    }

    /** The app is another one. */
    synchronized void forget() {
        places.clear();
        refused.clear();
    }

    private synchronized Optional<Key> first() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(refused.first().key());
    }
}
