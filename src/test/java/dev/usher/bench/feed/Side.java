package dev.usher.bench.feed;

import dev.usher.bench.duel.Took;

/** Whoever makes users, so many at a time. */
interface Side {
    Took makes(int count) throws Exception;

    /** The same, with a sum of the time that it took. */
    final class Timed implements Side {
        private final Side side;
        private double seconds;
        private int made;

        Timed(Side side) {
            this.side = side;
        }

        @Override
        public Took makes(int count) throws Exception {
            var took = side.makes(count);
            seconds += count / took.perSecond();
            made += count;
            return took;
        }

        double perSecond() {
            return made / seconds;
        }
    }
}
