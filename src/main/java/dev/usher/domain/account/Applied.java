package dev.usher.domain.account;

import java.util.Optional;

/**
 * A format version and a salted digest of desired values that a read agreed with, written {@code 1.x9Kq2w}.
 *
 * <p>It depends on values alone, never on code or configuration, so that an upgrade does not look like a change.
 */
public record Applied(String text) {
    private static final String CURRENT = "1.";

    /** Reads what a status holds; a version that this operator does not know is no statement at all. */
    public static Optional<Applied> parse(String text) {
        return text.startsWith(CURRENT) && text.length() > CURRENT.length()
                ? Optional.of(new Applied(text))
                : Optional.empty();
    }

    static Applied ofDigest(String digest) {
        return new Applied(CURRENT + digest);
    }
}
