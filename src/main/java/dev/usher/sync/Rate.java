package dev.usher.sync;

/**
 * How much an app is asked at most.
 *
 * @param perSecond requests a second, in the long run
 * @param burst requests at once, after a while with fewer
 * @param concurrency requests under way at a time
 */
public record Rate(int perSecond, int burst, int concurrency) {
    /** What holds for an app that says nothing. */
    public static final Rate STANDARD = new Rate(25, 50, 8);

    /** The most requests that an app can be declared to bear at a time. */
    public static final int MOST_CONCURRENT = 64;

    public Rate {
        if (perSecond < 1 || burst < 1 || concurrency < 1) {
            throw new IllegalArgumentException("an app that is asked nothing would never agree");
        }
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
