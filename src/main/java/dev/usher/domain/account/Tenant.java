package dev.usher.domain.account;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * What an app's account ids mean, as a short fingerprint of connector type and address: eight characters of base 36.
 *
 * <p>Ids of one tenant are never used in another, because a valid id there belongs to a stranger.
 */
public record Tenant(String fingerprint) {
    private static final int LENGTH = 8;

    /** The tenant that a text stands for; equal texts, and only those for all practical purposes, give equal tenants. */
    public static Tenant of(String meaning) {
        var digits = new BigInteger(1, sha256(meaning)).toString(36).toLowerCase(Locale.ROOT);
        return new Tenant(digits.substring(digits.length() - LENGTH));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
