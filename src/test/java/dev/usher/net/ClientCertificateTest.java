package dev.usher.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.usher.cluster.Possible;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(3600);
    private static final Instant AFTER = NOW.plusSeconds(3600);

    private final Authority authority = Authority.create();

    ClientCertificateTest() throws GeneralSecurityException {}

    private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    private Authority.Shown shown(KeyPair keys) throws GeneralSecurityException {
        return authority.shown("usher", keys, BEFORE, AFTER);
    }

    private static ClientCertificate of(Authority.Shown shown) {
        return ClientCertificate.of(shown.certificate(), shown.key(), NOW);
    }

    @Test
    void tellsFromWhenUntilWhenItIsValid() throws GeneralSecurityException {
        ClientCertificate certificate = of(shown(keys("EC", 256)));

        assertThat(certificate.from()).isEqualTo(BEFORE);
        assertThat(certificate.until()).isEqualTo(AFTER);
    }

    /** Of a key in PKCS#8, what it was before it was told of which algorithm it is. */
    private static byte[] inner(byte[] pkcs8) {
        ByteBuffer in = ByteBuffer.wrap(pkcs8);
        enter(in);
        for (int part = 0; part < 2; part++) {
            int length = enter(in);
            in.position(in.position() + length);
        }
        byte[] key = new byte[enter(in)];
        in.get(key);
        return key;
    }

    private static int enter(ByteBuffer in) {
        in.get();
        int length = Byte.toUnsignedInt(in.get());
        return switch (length) {
            case 0x81 -> Byte.toUnsignedInt(in.get());
            case 0x82 -> Short.toUnsignedInt(in.getShort());
            default -> length;
        };
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 4096", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 0"})
    void isReadWithItsKeyOfAnyUsualKind(String algorithm, int size) throws GeneralSecurityException {
        KeyPair keys = keys(algorithm, size);

        ClientCertificate read = of(shown(keys));

        assertThat(read.key().getEncoded()).isEqualTo(keys.getPrivate().getEncoded());
        assertThat(read.chain()).hasSize(1);
        assertThat(read.chain()[0].getPublicKey()).isEqualTo(keys.getPublic());
    }

    /** As many tools still write it, cert-manager by default. */
    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 4096", "EC, 256", "EC, 521"})
    void isReadWithAKeyInTheFormOfItsAlgorithm(String algorithm, int size) throws GeneralSecurityException {
        KeyPair keys = keys(algorithm, size);
        String key = Authority.pem(
                algorithm + " PRIVATE KEY", inner(keys.getPrivate().getEncoded()));
        String parameters = Authority.pem("EC PARAMETERS", new byte[] {5, 0});

        for (String file : List.of(key, parameters + key)) {
            assertThat(ClientCertificate.of(shown(keys).certificate(), file, NOW)
                            .key()
                            .getEncoded())
                    .isEqualTo(keys.getPrivate().getEncoded());
        }
    }

    @Test
    void isReadWithThoseThatLeadToItsAuthorityAndFromOneFile() throws GeneralSecurityException {
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);
        String file = "subject=usher\n" + shown.key() + shown.certificate() + "issuer\r\n" + authority.pem();

        assertThat(ClientCertificate.of(file, file, NOW).chain()).hasSize(2);
    }

    @Test
    void isOfNoUseBeforeItsTimeAndAfterIt() throws GeneralSecurityException {
        KeyPair keys = Authority.newKeys();
        assertRefused(authority.shown("usher", keys, BEFORE, NOW.minusSeconds(1)), "has expired: renew it");
        assertRefused(authority.shown("usher", keys, NOW.plusSeconds(1), AFTER), "is not valid yet");
    }

    @Test
    void isOfNoUseWithTheKeyOfAnotherOne() throws GeneralSecurityException {
        String wrong = "is not that of the certificate";
        String certificate =
                authority.shown("usher", Authority.newKeys(), BEFORE, AFTER).certificate();
        String other =
                authority.shown("usher", Authority.newKeys(), BEFORE, AFTER).key();
        String rsa = shown(keys("RSA", 2048)).certificate();

        assertRefused(new Authority.Shown(certificate, other), wrong);
        assertRefused(new Authority.Shown(rsa, shown(keys("RSA", 2048)).key()), wrong);
        assertRefused(new Authority.Shown(rsa, other), "of another kind than that of the certificate");
    }

    @Test
    void isTheFirstOfSeveral() throws GeneralSecurityException {
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);

        assertRefused(new Authority.Shown(authority.pem() + shown.certificate(), shown.key()), "or of its first one");
    }

    @Test
    void isOfNoUseWithAKeyThatOnlyAPasswordOpens() throws GeneralSecurityException {
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);
        String advice = "is encrypted: give it as openssl pkey -in tls.key -out plain.key writes it";
        String old =
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----";

        assertRefused(new Authority.Shown(shown.certificate(), old), advice);
        assertRefused(
                new Authority.Shown(shown.certificate(), Authority.pem("ENCRYPTED PRIVATE KEY", new byte[99])), advice);
    }

    /** The command of {@code docs/access.md}, and of what is said of such a key. */
    @Test
    void isOfUseOnceItsKeyIsWrittenAsThePageSays(@TempDir Path directory) throws Exception {
        Possible.orElseLeftOut("src/test/openssl/possible.sh");
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);
        Files.writeString(directory.resolve("clear.key"), shown.key());
        openssl(directory, "pkcs8 -topk8 -in clear.key -out tls.key -passout pass:open-sesame");
        String encrypted = Files.readString(directory.resolve("tls.key"));

        openssl(directory, "pkey -in tls.key -out plain.key -passin pass:open-sesame");

        assertRefused(new Authority.Shown(shown.certificate(), encrypted), "is encrypted");
        var plain = new Authority.Shown(shown.certificate(), Files.readString(directory.resolve("plain.key")));
        assertThat(of(plain).key()).isEqualTo(of(shown).key());
    }

    private static void openssl(Path directory, String arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the key", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nAAAA"})
    void isOfNoUseWithoutAKey(String key) throws GeneralSecurityException {
        String certificate =
                authority.shown("usher", Authority.newKeys(), BEFORE, AFTER).certificate();

        assertRefused(new Authority.Shown(certificate, key), "there is no private key");
        assertRefused(new Authority.Shown(certificate, certificate), "there is no private key");
    }

    @Test
    void isOfNoUseWithAKeyThatIsBroken() throws GeneralSecurityException {
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);
        String broken = shown.key().replaceAll("(?m)^M.*$", "Zm9v");

        for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
            for (byte[] content : List.of(new byte[0], new byte[9])) {
                assertRefused(
                        new Authority.Shown(shown.certificate(), Authority.pem(label, content)), "is not understood");
            }
        }
        assertRefused(new Authority.Shown(shown.certificate(), broken), "is not understood");
        assertRefused(
                new Authority.Shown(shown.certificate(), Authority.pem("DSA PRIVATE KEY", new byte[9])),
                "of a kind that is not known");
    }

    @Test
    void isThere() throws GeneralSecurityException {
        Authority.Shown shown = authority.shown("usher", Authority.newKeys(), BEFORE, AFTER);

        for (String none : List.of("", "the certificate", shown.key(), "-----BEGIN CERTIFICATE-----\nAAAA")) {
            assertRefused(new Authority.Shown(none, shown.key()), "there is no certificate");
        }
        for (String broken : List.of(
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----")) {
            assertRefused(new Authority.Shown(broken, shown.key()), "is no certificate");
            assertRefused(new Authority.Shown(shown.certificate() + broken, shown.key()), "is no certificate");
        }
    }

    @Test
    void isOfAnAlgorithmByWhichSomethingCanBeSigned() throws GeneralSecurityException {
        assertRefused(shown(keys("X25519", 0)), "of a kind that is not known");
    }

    /** A Secret may hold a million bytes of anything. */
    @Test
    void isLookedForInALargeFileInNoTime() {
        String beginnings = "-----BEGIN PRIVATE KEY-----".repeat(40_000);

        assertRefused(new Authority.Shown(beginnings, beginnings), "there is no certificate");
    }

    @Test
    void doesNotPrintItsKey() throws GeneralSecurityException {
        assertThat(of(authority.shown("usher", Authority.newKeys(), BEFORE, AFTER)))
                .hasToString("a client certificate");
        assertThat(Pem.blocks(Authority.pem("PRIVATE KEY", new byte[9]))).hasToString("[PRIVATE KEY]");
    }

    private static void assertRefused(Authority.Shown shown, String advice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(shown))
                .withNoCause()
                .withMessageContaining(advice)
                .satisfies(thrown ->
                        linesOf(shown.key()).forEach(line -> assertThat(thrown).hasMessageNotContaining(line)));
    }

    private static List<String> linesOf(String key) {
        return Stream.concat(
                        key.lines(),
                        Stream.of(Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))))
                .filter(line -> line.matches("[A-Za-z0-9+/=]{4,}"))
                .toList();
    }
}
