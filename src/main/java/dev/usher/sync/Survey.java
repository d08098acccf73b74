package dev.usher.sync;

import java.util.Optional;
import java.util.function.Supplier;

/** The two ways in which all of an app is looked at: as a whole, and by what changed since. */
record Survey(Inventory inventory, Changes changes) {
    static Survey of(
            Supplier<Optional<LaneContext>> contexts, LaneSession session, LaneQueue queue, Standing standing) {
        var bookmark = new Bookmark();
        return new Survey(
                new Inventory(contexts, session, queue, standing, bookmark),
                new Changes(contexts, session, queue, standing, bookmark));
    }
}
