package dev.usher.net;

/**
 * How large one exchange may be.
 *
 * @param requestBytes the longest body that is sent
 * @param responseBytes the longest body that is read; one byte more fails the exchange
 * @param cut whether what is longer is cut off there instead, since nobody reads it
 */
public record Limits(int requestBytes, int responseBytes, boolean cut) {

    /** 1 MiB out, 8 MiB in. */
    public static final Limits DEFAULT = new Limits(1 << 20, 8 << 20);

    /** One byte more than these fails the exchange. */
    public Limits(int requestBytes, int responseBytes) {
        this(requestBytes, responseBytes, false);
    }

    /** Of an answer nothing is read beyond this. */
    public static Limits cutting(int requestBytes, int responseBytes) {
        return new Limits(requestBytes, responseBytes, true);
    }

    public Limits {
        if (requestBytes < 0 || responseBytes < 0 || responseBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("limits are at least 0 and less than 2 GiB");
        }
    }
}
