package dev.usher.domain.access;

import dev.usher.domain.account.PartsDigest;
import java.util.Arrays;
import java.util.Base64;

/** Short fingerprints of texts that stand in the same resource: they hide nothing, and tell whether something changed. */
final class Fingerprint {
    private static final int BYTES = 9;

    private Fingerprint() {}

    static String of(String... parts) {
        var digest = new PartsDigest();
        for (var part : parts) {
            digest.add(part);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.finish(), BYTES));
    }
}
