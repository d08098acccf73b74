package dev.usher.domain.safety;

import dev.usher.domain.account.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One of a wave, by the first eight bytes of a digest of the identity: a hundred thousand of them have to be stored, and
 * nobody has to read them.
 */
public record Member(long digest) {
    /** The member that an identity is. */
    public static Member of(Identity identity) {
        return new Member(ByteBuffer.wrap(sha256(identity.realm() + "\0" + identity.externalId()))
                .getLong());
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
