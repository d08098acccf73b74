package dev.usher.domain.account;

import java.nio.ByteBuffer;

/**
 * A short digest of what an app shows of an account, to which what it holds is added in any order.
 *
 * <p>It tells whether the app shows the same as before, in the memory of one process; it is never stored.
 */
public record Likeness(long digest) {
    /** Of an account that is not shown. */
    public static final Likeness NONE = new Likeness(0);

    public static Likeness of(Account account) {
        var parts = new PartsDigest();
        parts.add(account.active() ? "active" : "inactive");
        parts.add(account.externalId().orElse(""));
        account.attributes().values().forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return of(parts);
    }

    public static Likeness of(Entitlement entitlement) {
        var parts = new PartsDigest();
        parts.add(entitlement.kind());
        parts.add(entitlement.value());
        return of(parts);
    }

    private static Likeness of(PartsDigest parts) {
        return new Likeness(ByteBuffer.wrap(parts.finish()).getLong());
    }

    /** Both together, whichever comes first. */
    public Likeness plus(Likeness other) {
        return new Likeness(digest + other.digest);
    }
}
