package dev.usher.domain.access;

import dev.usher.domain.account.PartsDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;

/** Short fingerprints of texts that stand in the same resource: they hide nothing, and tell whether something changed. */
final class Fingerprint {
    private static final int BYTES = 9;

    private Fingerprint() {}

    static String of(Collection<String> parts) {
        var digest = new PartsDigest();
        parts.forEach(digest::add);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.finish(), BYTES));
    }
}
