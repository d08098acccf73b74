package dev.usher.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate, or none, to one host that asks for any.
 *
 * <p>Which authorities the host says that it knows does not matter: it says more of why it refuses a certificate than of why it misses one.
 */
final class Identity extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final Optional<ClientCertificate> own;
    private final String host;

    private Identity(Optional<ClientCertificate> own, String host) {
        this.own = own;
        this.host = plain(host);
    }

    static Identity of(ClientCertificate own, String host) {
        return new Identity(Optional.of(own), host);
    }

    static Identity none() {
        return new Identity(Optional.empty(), "");
    }

    /** As it is written in a URL and on a socket alike. */
    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, @Nullable Principal @Nullable [] issuers, @Nullable Socket socket) {
        if (Attempt.HANDSHAKING.isBound()) {
            Attempt.HANDSHAKING.get().isAsked();
        }
        return own.isPresent()
                        && socket instanceof SSLSocket tls
                        && plain(tls.getHandshakeSession().getPeerHost()).equals(host)
                ? ALIAS
                : null;
    }

    /** Nothing here speaks by engines. */
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, @Nullable Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return own.map(ClientCertificate::chain).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return own.map(ClientCertificate::key).orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, @Nullable Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, @Nullable Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, @Nullable Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
