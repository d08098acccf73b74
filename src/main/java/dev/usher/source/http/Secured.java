package dev.usher.source.http;

import dev.usher.domain.secret.Sensitive;
import dev.usher.net.ClientCertificate;
import dev.usher.net.Tls;
import dev.usher.net.Trust;
import dev.usher.net.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a server proves itself by TLS, and Usher to it.
 *
 * @param authorities in PEM, who alone may vouch for it; empty: those whom this JVM knows
 * @param certificate by which secrets the certificate and its key are known that are shown; empty where none is
 */
public record Secured(Optional<String> authorities, Optional<Shown> certificate) {
    /** As it is where nothing is declared. */
    public static final Secured USUAL = new Secured(Optional.empty(), Optional.empty());

    /** Names of a certificate and of its private key among the secrets, both in PEM. */
    public record Shown(String certificate, String privateKey) {}

    /**
     * As it was declared.
     *
     * @throws IllegalArgumentException if the authorities are none; the message says what to write instead
     */
    public Secured {
        authorities.ifPresent(Trust::only);
    }

    /** What has to be known for it. */
    public Set<String> secrets() {
        return certificate
                .map(shown -> Set.of(shown.certificate(), shown.privateKey()))
                .orElse(Set.of());
    }

    /**
     * For one address.
     *
     * @throws IllegalArgumentException if the certificate is of no use now
     */
    Tls tls(URI address, Map<String, Sensitive> secrets, Instant now) {
        var tls = Tls.of(authorities.map(Trust::only).orElseGet(Trust::ofJvm));
        return certificate
                .map(shown -> tls.showing(own(shown, secrets, now), WebAddress.host(address)))
                .orElse(tls);
    }

    private static ClientCertificate own(Shown shown, Map<String, Sensitive> secrets, Instant now) {
        return secret(secrets, shown.certificate())
                .reveal(pem -> secret(secrets, shown.privateKey()).reveal(key -> ClientCertificate.of(pem, key, now)));
    }

    private static Sensitive secret(Map<String, Sensitive> secrets, String name) {
        return Optional.ofNullable(secrets.get(name))
                .orElseThrow(() -> new IllegalArgumentException("nobody said what " + name + " is"));
    }
}
