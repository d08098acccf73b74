package dev.usher.simulator;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** How the app proves itself, and whether clients must. */
final class Tls {
    private final KeyStore keys;
    private final String password;
    private final Optional<KeyStore> clients;

    /** {@code clients} holds who vouches for clients, which then must show a certificate. */
    Tls(KeyStore keys, String password, Optional<KeyStore> clients) {
        this.keys = keys;
        this.password = password;
        this.clients = clients;
    }

    Tls with(KeyStore next, String itsPassword) {
        return new Tls(next, itsPassword, clients);
    }

    Tls admitting(KeyStore others) {
        return new Tls(keys, password, Optional.of(others));
    }

    HttpsConfigurator configurator() {
        SSLContext context = context();
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(clients.isPresent());
                parameters.setSSLParameters(wanted);
            }
        };
    }

    private SSLContext context() {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), clients.map(Tls::trust).orElse(new TrustManager[0]), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store is of no use", e);
        }
    }

    private static TrustManager[] trust(KeyStore clients) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(clients);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store of the clients is of no use", e);
        }
    }
}
