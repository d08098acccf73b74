package dev.usher.sync;

import dev.usher.connector.Scope;
import java.util.Optional;

/** Where the last read of an app ended in what changes there; nowhere where the app tells no changes, or cannot go on from there. */
final class Bookmark {
    /** A cookie means nothing to an app that is declared otherwise. */
    private record Place(Setup setup, Scope.Cookie cookie) {}

    private volatile Optional<Place> place = Optional.empty();

    void isAt(Setup setup, Optional<Scope.Cookie> cookie) {
        place = cookie.map(one -> new Place(setup, one));
    }

    void isLost() {
        place = Optional.empty();
    }

    Optional<Scope.Cookie> in(Setup setup) {
        return place.filter(marked -> marked.setup().equals(setup)).map(Place::cookie);
    }
}
