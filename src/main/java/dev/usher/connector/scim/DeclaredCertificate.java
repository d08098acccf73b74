package dev.usher.connector.scim;

import dev.usher.connector.AppFailure;
import dev.usher.connector.Block;
import dev.usher.connector.Capability;
import dev.usher.connector.Credentials;
import dev.usher.connector.Problem;
import dev.usher.connector.SecretUse;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.ClientCertificate;
import dev.usher.net.Tls;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client certificate as it was declared: two keys of one Secret, so that a certificate never goes with the key of another one.
 *
 * @param field where it stands below the connector's block
 * @param role by which the certificate is asked for, and its key by the same with {@code Key} behind it
 */
record DeclaredCertificate(String field, String role, Access.Key certificate, Access.Key key) {
    /** Those of a Secret of the type kubernetes.io/tls. */
    private static final String CERTIFICATE_KEY = "tls.crt";

    private static final String PRIVATE_KEY_KEY = "tls.key";

    /** The one of a field; there are no problems when this is asked. */
    static Optional<DeclaredCertificate> at(Block block, String field, String role) {
        var ref = field + ".secretRef.";
        return block.text(ref + "name")
                .map(secret -> new DeclaredCertificate(
                        field,
                        role,
                        new Access.Key(
                                secret, block.text(ref + "certificateKey").orElse(CERTIFICATE_KEY)),
                        new Access.Key(secret, block.text(ref + "privateKeyKey").orElse(PRIVATE_KEY_KEY))));
    }

    /** What is wrong with the one of a field, below which they are named, that is to be shown at an address. */
    static List<Problem> problems(Block block, String field, Optional<URI> address) {
        var problems = new ArrayList<Problem>();
        if (block.text(field + ".secretRef.name").isEmpty()) {
            problems.add(new Problem("secretRef.name", "give the name of the Secret"));
        }
        if (address.filter(uri -> !"https".equalsIgnoreCase(uri.getScheme())).isPresent()) {
            problems.add(new Problem(
                    "secretRef", "a certificate is shown over https alone: give an address that begins with https://"));
        }
        return problems;
    }

    List<SecretUse> secrets(String... hosts) {
        return List.of(certificate.as(role, hosts), key.as(role + "Key", hosts));
    }

    /**
     * The same TLS with this certificate, for one host.
     *
     * @throws AppFailure where the Secret holds none that can be used now
     */
    Tls shown(Tls tls, String host, Credentials credentials, Instant now) throws AppFailure {
        return tls.showing(read(credentials, now), host);
    }

    /**
     * From when until when it is valid.
     *
     * @throws AppFailure where the Secret holds none that can be used now
     */
    Capability validity(Credentials credentials, Instant now) throws AppFailure {
        var certificate = read(credentials, now);
        return new Capability(
                field + Capability.VALIDITY, certificate.from() + "/" + certificate.until(), Capability.Origin.spec);
    }

    private ClientCertificate read(Credentials credentials, Instant now) throws AppFailure {
        try {
            return credentials
                    .of(role)
                    .reveal(pem ->
                            credentials.of(role + "Key").reveal(secret -> ClientCertificate.of(pem, secret, now)));
        } catch (IllegalArgumentException e) {
            var advice = Optional.ofNullable(e.getMessage()).orElse("");
            throw new AppFailure(Failure.of(Kind.MISCONFIGURED, Detail.SETTING, field + ".secretRef", advice), false);
        }
    }
}
