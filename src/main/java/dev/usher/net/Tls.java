package dev.usher.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** How a server is spoken to by TLS: who may vouch for it, and which certificate it is shown if it asks for one. */
public final class Tls {
    private final Trust trust;
    private final Identity identity;

    private Tls(Trust trust, Identity identity) {
        this.trust = trust;
        this.identity = identity;
    }

    /** Shows no certificate. */
    public static Tls of(Trust trust) {
        return new Tls(trust, Identity.none());
    }

    /** The same, and shows a certificate to one host, which may be a name or an address. */
    public Tls showing(ClientCertificate own, String host) {
        return new Tls(trust, Identity.of(own, host));
    }

    /** One of its own: that of the JVM shows a certificate if its properties name one, and what TLS remembers of a server goes with it. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity}, trust.managers().orElse(null), null);
            return context;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM does not take certificates that it could read", e);
        }
    }
}
