package dev.usher.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * What the holder of an account is to be given to get in with, or was given.
 *
 * @param since when it became due: what is kept for another occasion is another password
 * @param given whether they have been given it: that is remembered until a status says that they are in
 * @param lying what lies somewhere, or may: for this occasion, or left from an earlier one
 */
public record DueCredential(Instant since, boolean given, Optional<Lying> lying) {
    /** One of which nothing lies anywhere. */
    public static DueCredential at(Instant since) {
        return new DueCredential(since, false, Optional.empty());
    }

    /** The same, which may lie there from now on, although the app has not taken it yet. */
    DueCredential keptIn(Place place) {
        return new DueCredential(since, false, Optional.of(new Lying(place, since, Optional.empty())));
    }

    /** The same once the app took it. */
    DueCredential fetchableIn(Place place, Instant until) {
        return new DueCredential(since, true, Optional.of(new Lying(place, since, Optional.of(until))));
    }

    /** The same once it was given of which nothing can be fetched. */
    DueCredential over(Instant now) {
        return new DueCredential(
                since, true, lying.map(one -> new Lying(one.place(), one.occasion(), Optional.of(now))));
    }

    /** Something else, since then; what lies there for the occasion before is of no use. */
    DueCredential anew(Instant then) {
        return new DueCredential(then, false, lying);
    }

    /** Whether it is still to be given. */
    boolean isOpen() {
        return !given;
    }

    /** Whether it is to be given, and nobody can have seen it yet. */
    boolean isUntouched() {
        return isOpen() && lying.filter(this::isOfThis).isEmpty();
    }

    private boolean isOfThis(Lying one) {
        return one.occasion().equals(since);
    }

    /** Where its holder can fetch it by now. */
    Optional<Fetchable> fetchable(Instant now) {
        return lying.filter(one -> given && isOfThis(one))
                .flatMap(one -> one.until().map(until -> new Fetchable(one.place(), until)))
                .filter(one -> now.isBefore(one.until()));
    }

    /** What lies there and is of no use any more: its time is over, or its occasion. */
    Optional<Lying> leftover(Instant now) {
        return lying.filter(one -> !isOfThis(one)
                || one.until().filter(until -> !now.isBefore(until)).isPresent());
    }

    /** The same once nothing lies there. */
    DueCredential cleared() {
        return new DueCredential(since, given, Optional.empty());
    }

    /** A Secret in which a password can lie. */
    public record Place(String namespace, String secret) {}

    /**
     * A password that lies somewhere, or may.
     *
     * @param occasion on which it was made
     * @param until when it is taken away; empty: the app has not taken it yet
     */
    public record Lying(Place place, Instant occasion, Optional<Instant> until) {}

    /**
     * A password that the app took, and that can be fetched.
     *
     * @param until when it is taken away
     */
    public record Fetchable(Place place, Instant until) {}
}
