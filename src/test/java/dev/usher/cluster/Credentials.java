package dev.usher.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/** The secrets of one control plane: an admin's token, and the key that ServiceAccount tokens are signed with. */
record Credentials(String adminToken, Path tokenFile, Path signingKey, Path verificationKey) {

    static Credentials generate(RunDirectory directory) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        KeyPair key = keyPair();
        return new Credentials(
                token,
                directory.write("tokens.csv", token + ",admin,admin,system:masters\n"),
                directory.write(
                        "service-accounts.key",
                        pem("PRIVATE KEY", key.getPrivate().getEncoded())),
                directory.write(
                        "service-accounts.pub",
                        pem("PUBLIC KEY", key.getPublic().getEncoded())));
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this curve", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, body);
    }

    @Override
    public String toString() {
        return "Credentials[" + tokenFile + "]";
    }
}
