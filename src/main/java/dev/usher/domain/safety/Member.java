package dev.usher.domain.safety;

import dev.usher.domain.account.Identity;
import dev.usher.domain.account.PartsDigest;
import java.nio.ByteBuffer;

/**
 * One of a wave, by the first eight bytes of a digest of the identity: a hundred thousand of them have to be stored, and
 * nobody has to read them.
 */
public record Member(long digest) {
    /** The member that an identity is. */
    public static Member of(Identity identity) {
        var digest = new PartsDigest();
        digest.add(identity.realm());
        digest.add(identity.externalId());
        return new Member(ByteBuffer.wrap(digest.finish()).getLong());
    }
}
