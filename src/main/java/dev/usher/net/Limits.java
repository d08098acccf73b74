package dev.usher.net;

/**
 * How large one exchange may be.
 *
 * @param requestBytes the longest body that is sent
 * @param responseBytes the longest body that is read; one byte more fails the exchange
 */
public record Limits(int requestBytes, int responseBytes) {

    /** 1 MiB out, 8 MiB in. */
    public static final Limits DEFAULT = new Limits(1 << 20, 8 << 20);

    public Limits {
        if (requestBytes < 0 || responseBytes < 0 || responseBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("limits are at least 0 and less than 2 GiB");
        }
    }
}
