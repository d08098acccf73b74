package dev.usher.sync;

/**
 * How much an app is asked at most.
 *
 * @param perMinute requests a minute, in the long run
 * @param burst requests at once, after a while with fewer
 * @param concurrency requests under way at a time
 */
public record Rate(int perMinute, int burst, int concurrency) {
    private static final int SECONDS = 60;

    /** What holds for an app that says nothing. */
    public static final Rate STANDARD = aSecond(25, 50, 8);

    /** The most requests that an app can be declared to bear at a time. */
    public static final int MOST_CONCURRENT = 64;

    public Rate {
        if (perMinute < 1 || burst < 1 || concurrency < 1) {
            throw new IllegalArgumentException("an app that is asked nothing would never agree");
        }
    }

    /** The same by how many go in a second. */
    public static Rate aSecond(int requests, int burst, int concurrency) {
        return new Rate(SECONDS * requests, burst, concurrency);
    }

    /** Requests of a burst that only revocations may use. */
    int reservedBurst() {
        return fifth(burst);
    }

    /** Requests under way that only revocations may be. */
    int reservedConcurrency() {
        return fifth(concurrency);
    }

    /** Rounded, so that an app that bears one or two has nothing to reserve, and revocations only go first there. */
    private static int fifth(int whole) {
        return (whole + 2) / 5;
    }
}
