package dev.usher.net;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/** Private keys as people keep them in files. */
final class PrivateKeys {
    private static final String IN_PKCS8 = "PRIVATE KEY";
    private static final String IN_PKCS1 = "RSA PRIVATE KEY";
    private static final String IN_SEC1 = "EC PRIVATE KEY";
    private static final byte[] SIGNED = new byte[32];

    private PrivateKeys() {}

    /**
     * Reads the key that a file in PEM holds.
     *
     * @param other the other half, which it has to fit
     * @throws IllegalArgumentException if there is none that is of use; the message says what to give instead, and nothing of the key
     */
    static PrivateKey of(String pem, PublicKey other) {
        Pem block = Pem.blocks(pem).stream()
                .filter(one -> one.label().endsWith(IN_PKCS8))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no private key: give it in PEM, from -----BEGIN PRIVATE KEY----- on"));
        if (block.label().startsWith("ENCRYPTED") || block.body().contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the private key is encrypted: give it as openssl pkey -in tls.key -out plain.key writes it");
        }
        String signature = signature(other);
        byte[] content = block.content().orElseThrow(PrivateKeys::notUnderstood);
        PrivateKey key = key(pkcs8(block, content, other), other).orElseThrow(PrivateKeys::notUnderstood);
        if (!fits(key, other, signature)) {
            throw notOfCertificate();
        }
        return key;
    }

    private static byte[] pkcs8(Pem block, byte[] content, PublicKey other) {
        return switch (block.label()) {
            case IN_PKCS8 -> content;
            case IN_PKCS1, IN_SEC1 -> Der.pkcs8(other.getEncoded(), content);
            default ->
                throw new IllegalArgumentException(
                        "the private key is of a kind that is not known: give it as openssl pkey -in tls.key -out plain.key writes it");
        };
    }

    private static Optional<PrivateKey> key(byte[] pkcs8, PublicKey other) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(other.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static String signature(PublicKey other) {
        return switch (other.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default ->
                throw new IllegalArgumentException(
                        "the key of the certificate is of a kind that is not known: give an RSA, EC or Ed25519 one");
        };
    }

    private static boolean fits(PrivateKey key, PublicKey other, String algorithm) {
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(SIGNED);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(other);
            checking.update(SIGNED);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static IllegalArgumentException notUnderstood() {
        return new IllegalArgumentException(
                "the private key is not understood, or of another kind than that of the certificate: give it in PEM, whole");
    }

    private static IllegalArgumentException notOfCertificate() {
        return new IllegalArgumentException(
                "the private key is not that of the certificate, or of its first one where there are several: give both as they belong together");
    }
}
