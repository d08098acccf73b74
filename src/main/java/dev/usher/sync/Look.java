package dev.usher.sync;

/** What a look at the caches showed of a key. */
public interface Look {
    /** What was found then. */
    Facts facts();

    /** A look now: this one, if another would show the same. */
    Look again();

    /** What a world says that can only say everything anew. */
    record Passing(World world, Key key, Facts facts) implements Look {
        @Override
        public Look again() {
            return world.look(key);
        }
    }
}
