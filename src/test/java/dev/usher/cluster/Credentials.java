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
import java.util.List;

/** The secrets of one control plane: the tokens of an admin and of some people, and the key that ServiceAccount tokens are signed with. */
record Credentials(String adminToken, Path tokenFile, Path signingKey, Path verificationKey) {

    static Credentials generate(RunDirectory directory, List<String> people) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        KeyPair key = keyPair();
        var tokens = new StringBuilder(token + ",admin,admin,system:masters\n");
        people.forEach(person -> tokens.append("%s,%s,%2$s\n".formatted(tokenOf(person, token), person)));
        return new Credentials(
                token,
                directory.write("tokens.csv", tokens.toString()),
                directory.write(
                        "service-accounts.key",
                        pem("PRIVATE KEY", key.getPrivate().getEncoded())),
                directory.write(
                        "service-accounts.pub",
                        pem("PUBLIC KEY", key.getPublic().getEncoded())));
    }

    String tokenOf(String person) {
        return tokenOf(person, adminToken);
    }

    private static String tokenOf(String person, String secret) {
        return person + "-" + new StringBuilder(secret).reverse();
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
