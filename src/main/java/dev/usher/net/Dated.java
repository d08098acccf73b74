package dev.usher.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at the dates of a server's certificate in any case: the JVM does not where that certificate is one of the authorities itself. */
final class Dated extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager manager;

    Dated(X509ExtendedTrustManager manager) {
        this.manager = manager;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        manager.checkServerTrusted(dated(chain), type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        manager.checkServerTrusted(dated(chain), type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody says which host it is to be");
    }

    /** Of the others the JVM looks at those that lead to an authority; servers show old ones beside them. */
    private static X509Certificate[] dated(X509Certificate[] chain) throws CertificateException {
        if (chain.length > 0) {
            chain[0].checkValidity();
        }
        return chain;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return manager.getAcceptedIssuers();
    }
}
