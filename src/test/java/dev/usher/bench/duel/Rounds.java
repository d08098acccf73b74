package dev.usher.bench.duel;

import java.util.ArrayList;

/** Two sides that do the same thing in turn. */
public record Rounds<S>(S connector, S hand) {
    /** What one side does in a round. */
    public interface Turn<S> {
        Took by(S side) throws Exception;
    }

    /** What both do in it. */
    public interface Round<S> {
        Turn<S> of(int number);
    }

    record Pair(Took connector, Took hand) {}

    /** Who goes first changes from round to round. */
    public Seen of(int count, Round<S> round) throws Exception {
        var seen = new ArrayList<Pair>();
        for (var number = 0; number < count; number++) {
            var turn = round.of(number);
            if (number % 2 == 0) {
                var first = turn.by(connector);
                seen.add(new Pair(first, turn.by(hand)));
            } else {
                var first = turn.by(hand);
                seen.add(new Pair(turn.by(connector), first));
            }
        }
        return Seen.of(seen);
    }
}
