package dev.usher.source;

import dev.usher.domain.secret.Sensitive;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a system signs its messages (RFC 2104), by a key that nobody else has.
 *
 * @param header that has the signature
 * @param prefix what stands before it there; may be empty
 * @param timeHeader the header whose text is signed behind the body; empty where the body alone is
 */
public record Signature(
        Algorithm algorithm, Spelling spelling, String header, String prefix, Optional<String> timeHeader) {
    /** What the key and the message are put through. */
    public enum Algorithm {
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String name;

        Algorithm(String name) {
            this.name = name;
        }
    }

    /** How its bytes are written. */
    public enum Spelling {
        HEX,
        BASE64
    }

    /**
     * Whether a message was signed by whoever has the key.
     *
     * @param headers finds the value of a header, by its name in any case
     */
    public boolean isOf(Sensitive key, byte[] body, Function<String, Optional<String>> headers) {
        var said = headers.apply(header)
                .filter(text -> text.startsWith(prefix))
                .flatMap(text -> decoded(text.substring(prefix.length()).strip()));
        var time = timeHeader.isEmpty()
                ? Optional.of("")
                : headers.apply(timeHeader.get()).map(String::strip);
        if (said.isEmpty() || time.isEmpty()) {
            return false;
        }
        var signed = time.get();
        var expected = key.reveal(secret -> of(secret.getBytes(StandardCharsets.UTF_8), body, signed));
        return MessageDigest.isEqual(expected, said.get());
    }

    private byte[] of(byte[] key, byte[] body, String time) {
        try {
            var mac = Mac.getInstance(algorithm.name);
            mac.init(new SecretKeySpec(key, algorithm.name));
            mac.update(body);
            return mac.doFinal(time.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-2", e);
        }
    }

    private Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(
                    switch (spelling) {
                        case HEX -> HexFormat.of().parseHex(text);
                        case BASE64 -> Base64.getDecoder().decode(text);
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
