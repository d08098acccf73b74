package dev.usher.bench.feed;

import dev.usher.bench.connector.Growth;
import dev.usher.bench.duel.Seen;

/**
 * What was seen.
 *
 * @param rounds a tenth of the file each
 * @param engine people in a second from the beginning of the run until the cache has all of them, without what the other one took
 * @param hand people in a second by a plain client that sends the same applies
 * @param inOne the same by one that sends one apply for each
 * @param importing bytes for each record that a first import holds when everything is written
 * @param again seconds until it is known that nothing is different
 * @param writes to users in that time, by the API server's count
 * @param reading what it holds meanwhile, of a tenth and of all
 * @param stays what it holds afterwards
 */
public record Outcome(
        Seen rounds,
        double engine,
        double hand,
        double inOne,
        double importing,
        double again,
        long writes,
        Growth reading,
        long stays) {
    /** How many times as many people as the plain client, over the whole import. */
    public double ratio() {
        return engine / hand;
    }
}
