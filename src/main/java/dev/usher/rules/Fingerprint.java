package dev.usher.rules;

import dev.usher.domain.account.PartsDigest;
import dev.usher.domain.rule.Subject;
import java.nio.ByteBuffer;

/** What tells a subject from all others, in 16 bytes: half a SHA-256, since an answer of somebody else would be their access. */
record Fingerprint(long high, long low) {
    /**
     * The fingerprint of a subject.
     *
     * @param withDay whether the day counts; the day from which answers stem is part of it only where some rule asks for it
     */
    static Fingerprint of(Subject subject, boolean withDay) {
        var digest = new PartsDigest();
        digest.add(subject.type());
        digest.add(withDay ? subject.today().toString() : "");
        subject.profile().values().forEach((name, value) -> {
            digest.add(name);
            digest.add(value);
        });
        var bytes = ByteBuffer.wrap(digest.finish());
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }
}
