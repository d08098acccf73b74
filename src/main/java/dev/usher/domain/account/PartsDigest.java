package dev.usher.domain.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a list of texts, each preceded by its length, so that no two lists run together into the same bytes. */
public final class PartsDigest {
    private final MessageDigest digest;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    /** A digest of no text yet. */
    public PartsDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One that only those can make who know the salt. */
    PartsDigest(byte[] salt) {
        this();
        digest.update(salt);
    }

    public void add(String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(length.putInt(0, bytes.length).array());
        digest.update(bytes);
    }

    /** All 32 bytes of it; it starts over. */
    public byte[] finish() {
        return digest.digest();
    }
}
