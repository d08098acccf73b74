package dev.usher.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.domain.secret.Sensitive;
import dev.usher.source.Signature.Algorithm;
import dev.usher.source.Signature.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The values are those of RFC 4231, test case 2. */
class SignatureTest {
    private static final Sensitive KEY = new Sensitive("Jefe");
    private static final byte[] BODY = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    private static final String SHA512 =
            "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw==";

    private static Signature hex(String prefix, Optional<String> time) {
        return new Signature(Algorithm.SHA256, Spelling.HEX, "X-Signature", prefix, time);
    }

    private static boolean isOf(Signature signature, byte[] body, Map<String, String> headers) {
        return signature.isOf(KEY, body, name -> Optional.ofNullable(headers.get(name)));
    }

    @Test
    void isTheirsWhoHaveTheKey() {
        var plain = hex("", Optional.empty());

        assertThat(isOf(plain, BODY, Map.of("X-Signature", SHA256))).isTrue();
        assertThat(plain.isOf(new Sensitive("jefe"), BODY, name -> Optional.of(SHA256)))
                .isFalse();
        assertThat(isOf(hex("sha256=", Optional.empty()), BODY, Map.of("X-Signature", "sha256=" + SHA256)))
                .isTrue();
        assertThat(isOf(
                        new Signature(Algorithm.SHA512, Spelling.BASE64, "Bob-Signature", "", Optional.empty()),
                        BODY,
                        Map.of("Bob-Signature", SHA512)))
                .isTrue();
    }

    @Test
    void isNobodysWhereAnythingIsOtherwise() {
        var plain = hex("", Optional.empty());

        assertThat(isOf(plain, BODY, Map.of())).isFalse();
        assertThat(isOf(plain, BODY, Map.of("X-Signature", ""))).isFalse();
        assertThat(isOf(plain, BODY, Map.of("X-Signature", "no hex"))).isFalse();
        assertThat(isOf(plain, BODY, Map.of("X-Signature", SHA256.substring(2))))
                .isFalse();
        assertThat(isOf(plain, new byte[0], Map.of("X-Signature", SHA256))).isFalse();
        assertThat(isOf(hex("sha256=", Optional.empty()), BODY, Map.of("X-Signature", SHA256)))
                .isFalse();
        assertThat(isOf(
                        new Signature(Algorithm.SHA512, Spelling.HEX, "X-Signature", "", Optional.empty()),
                        BODY,
                        Map.of("X-Signature", SHA256)))
                .isFalse();
    }

    @Test
    void signsTheTimeBehindTheBodyWhereThatIsDeclared() {
        var timed = hex("", Optional.of("X-Time"));
        var before = "what do ya want for ".getBytes(StandardCharsets.US_ASCII);

        assertThat(isOf(timed, before, Map.of("X-Signature", SHA256, "X-Time", "nothing?")))
                .isTrue();
        assertThat(isOf(timed, before, Map.of("X-Signature", SHA256, "X-Time", "nothing!")))
                .isFalse();
        assertThat(isOf(timed, BODY, Map.of("X-Signature", SHA256)))
                .as("without its time")
                .isFalse();
    }
}
