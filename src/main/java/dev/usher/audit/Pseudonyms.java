package dev.usher.audit;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.RemoteId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Names for people and accounts that tell nothing to whoever lacks the installation's salt: the stream outlives the people. */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final Mac keyed;

    /**
     * Names made with a salt.
     *
     * @param salt at least 16 random bytes, the same for the life of an installation
     */
    public Pseudonyms(byte[] salt) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(salt, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The name of a person: the same for all their accounts, as long as they keep their key. */
    public String of(Identity identity) {
        return of("identity", identity.realm(), identity.externalId());
    }

    /** The name of an account. */
    String of(AppId app, RemoteId account) {
        return of("account", app.namespace(), app.name(), account.value());
    }

    private String of(String... parts) {
        var mac = fresh();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            mac.update(bytes);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(), BYTES));
    }

    /** Copying one that has its key is cheaper than giving another one its key, and many threads name people at once. */
    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " of this Java platform cannot be copied", e);
        }
    }
}
