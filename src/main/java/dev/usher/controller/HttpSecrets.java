package dev.usher.controller;

import dev.usher.api.ClientCertificate;
import dev.usher.api.HttpAuth;
import dev.usher.api.HttpSource;
import dev.usher.connector.SecretUse;
import dev.usher.source.http.Access;
import dev.usher.source.http.Secured;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the Secrets of an interface stand, and to which hosts they are sent. */
final class HttpSecrets {
    static final Secured.Shown OWN = new Secured.Shown("certificate", "certificateKey");
    static final Secured.Shown TO_TOKENS = new Secured.Shown("tokenCertificate", "tokenCertificateKey");

    /** Those of a Secret of the type kubernetes.io/tls. */
    private static final String CERTIFICATE_KEY = "tls.crt";

    private static final String PRIVATE_KEY_KEY = "tls.key";

    private HttpSecrets() {}

    /** What an interface at this address needs. */
    static List<SecretUse> of(HttpSource said, URI address) {
        var host = host(address);
        var uses = new ArrayList<SecretUse>();
        Optional.ofNullable(said.auth()).ifPresent(auth -> uses.addAll(secrets(auth, host)));
        Optional.ofNullable(said.tls())
                .flatMap(tls -> Optional.ofNullable(tls.clientCertificate()))
                .ifPresent(certificate -> uses.addAll(secrets(certificate, OWN, List.of(host))));
        return uses;
    }

    private static List<SecretUse> secrets(HttpAuth auth, String host) {
        var to = List.of(host);
        if (auth.bearer() != null) {
            var from = auth.bearer().secretRef();
            return List.of(new SecretUse(Access.Bearer.TOKEN, from.name(), from.key(), to));
        }
        if (auth.basic() != null) {
            var from = auth.basic().secretRef();
            return List.of(
                    new SecretUse(Access.Basic.USER, from.name(), from.usernameKey(), to),
                    new SecretUse(Access.Basic.PASSWORD, from.name(), from.passwordKey(), to));
        }
        if (auth.header() != null) {
            var from = auth.header().secretRef();
            return List.of(new SecretUse(Access.Header.KEY, from.name(), from.key(), to));
        }
        return Optional.ofNullable(auth.oauth2())
                .map(client -> secrets(client, host))
                .orElse(List.of());
    }

    private static List<SecretUse> secrets(HttpAuth.OAuth2 client, String host) {
        var to = List.of(host(URI.create(client.tokenUrl())), host);
        var from = client.secretRef();
        var uses = new ArrayList<SecretUse>();
        uses.add(new SecretUse(Access.Client.ID, from.name(), from.clientIdKey(), to));
        Optional.ofNullable(from.clientSecretKey())
                .ifPresent(key -> uses.add(new SecretUse(Access.Client.SECRET, from.name(), key, to)));
        Optional.ofNullable(client.clientCertificate())
                .ifPresent(certificate -> uses.addAll(secrets(certificate, TO_TOKENS, to)));
        return uses;
    }

    private static List<SecretUse> secrets(ClientCertificate certificate, Secured.Shown shown, List<String> to) {
        var from = certificate.secretRef();
        return List.of(
                new SecretUse(
                        shown.certificate(),
                        from.name(),
                        Optional.ofNullable(from.certificateKey()).orElse(CERTIFICATE_KEY),
                        to),
                new SecretUse(
                        shown.privateKey(),
                        from.name(),
                        Optional.ofNullable(from.privateKeyKey()).orElse(PRIVATE_KEY_KEY),
                        to));
    }

    /** As Secrets name it. */
    private static String host(URI address) {
        return Optional.ofNullable(address.getHost())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("give an address with a host"));
    }
}
