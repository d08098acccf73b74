package dev.usher.net;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A certificate by which Usher proves itself to servers that ask for one, with its key, which it shows to nobody. */
public final class ClientCertificate {
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * Reads what files such as tls.crt and tls.key hold.
     *
     * @param certificates in PEM: first the one that is shown, then those that lead to its authority
     * @param key in PEM and not encrypted, of PKCS#8, PKCS#1 or SEC 1
     * @throws IllegalArgumentException if they are of no use at this time; the message says what to give instead, and nothing of the key
     */
    public static ClientCertificate of(String certificates, String key, Instant now) {
        List<X509Certificate> chain = chain(certificates);
        X509Certificate own = chain.getFirst();
        PrivateKey read = PrivateKeys.of(key, own.getPublicKey());
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new IllegalArgumentException("the certificate has expired: renew it");
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new IllegalArgumentException("the certificate is not valid yet: give one that is");
        }
        return new ClientCertificate(chain, read);
    }

    private static List<X509Certificate> chain(String pem) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Pem block : Pem.blocks(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(
                        certificate(block)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "what stands between BEGIN CERTIFICATE and END CERTIFICATE is no certificate: give it in PEM, whole")));
            }
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no certificate: give it in PEM, from -----BEGIN CERTIFICATE----- on");
        }
        return chain;
    }

    private static Optional<X509Certificate> certificate(Pem block) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return block.content().isEmpty()
                    ? Optional.empty()
                    : Optional.of((X509Certificate) factory.generateCertificate(
                            new ByteArrayInputStream(block.content().get())));
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    /** From when on it can be shown. */
    public Instant from() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    /** Until when it can be shown. */
    public Instant until() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    PrivateKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "a client certificate";
    }
}
