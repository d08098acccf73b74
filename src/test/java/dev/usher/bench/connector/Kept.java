package dev.usher.bench.connector;

/**
 * The bytes that were in use after collections.
 *
 * @param before before something was read
 * @param most while it was read, at most
 * @param after after that
 */
record Kept(long before, long most, long after) {
    static Kept of(String line) {
        var words = line.split(" ", -1);
        return new Kept(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** What reading takes. */
    long whileReading() {
        return most - before;
    }

    /** What stays of it. */
    long afterwards() {
        return after - before;
    }

    /** In one line. */
    @Override
    public String toString() {
        return before + " " + most + " " + after;
    }
}
