package dev.usher.rules;

import dev.usher.domain.rule.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What tells a subject from all others, in 16 bytes: half a SHA-256, since an answer of somebody else would be their access. */
record Fingerprint(long high, long low) {
    /**
     * The fingerprint of a subject.
     *
     * @param withDay whether the day counts; the day from which answers stem is part of it only where some rule asks for it
     */
    static Fingerprint of(Subject subject, boolean withDay) {
        var digest = sha256();
        add(digest, subject.type());
        add(digest, withDay ? subject.today().toString() : "");
        subject.profile().values().forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        var bytes = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }

    /** With its length, so that two values never read like two others. */
    private static void add(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
