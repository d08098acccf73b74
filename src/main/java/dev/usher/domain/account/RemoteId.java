package dev.usher.domain.account;

/**
 * The id that an app gave to an account: opaque, meaningful only in its {@link Tenant}, 1 to 256 characters.
 *
 * <p>It comes from a remote server, so it is bounded here and must be encoded wherever it enters a path.
 */
public record RemoteId(String value) {
    public static final int MAX_LENGTH = 256;

    public RemoteId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an account id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
