package dev.usher.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who may vouch for a server. */
public final class Trust {
    private final List<Certificate> authorities;

    private Trust(List<Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** The authorities that this JVM knows. */
    public static Trust ofJvm() {
        return new Trust(List.of());
    }

    /**
     * These authorities and no others.
     *
     * @param pem their certificates, each between its lines {@code BEGIN CERTIFICATE} and {@code END CERTIFICATE}
     * @throws IllegalArgumentException if it is anything else; the message says what to write instead
     */
    public static Trust only(String pem) {
        if (pem.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "it holds a private key, which is known to others by now: give certificates alone, and make a new key");
        }
        Collection<? extends Certificate> read;
        try {
            read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException _) {
            throw new IllegalArgumentException("give certificates in PEM, from -----BEGIN CERTIFICATE----- on");
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException("give at least one certificate in PEM");
        }
        return new Trust(List.copyOf(read));
    }

    /** What looks at the certificates of servers; empty where that is what the JVM has for it. */
    Optional<TrustManager[]> managers() throws GeneralSecurityException, IOException {
        return authorities.isEmpty() ? Optional.empty() : Optional.of(new TrustManager[] {manager()});
    }

    /** What looks at the certificates of servers where authorities are given. */
    X509ExtendedTrustManager manager() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        return Arrays.stream(managers.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .map(Dated::new)
                .orElseThrow(() -> new NoSuchAlgorithmException("PKIX"));
    }
}
