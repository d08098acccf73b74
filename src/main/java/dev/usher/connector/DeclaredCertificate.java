package dev.usher.connector;

import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.net.ClientCertificate;
import dev.usher.net.Tls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client certificate as it was declared: two keys of one Secret, so that a certificate never goes with the key of another one.
 *
 * @param field where it stands below the connector's block
 * @param role by which the certificate is asked for, and its key by the same with {@code Key} behind it
 * @param secret the Secret that holds both
 * @param certificate the key of the certificate in it
 * @param privateKey the key of the private key in it
 */
public record DeclaredCertificate(String field, String role, String secret, String certificate, String privateKey) {
    /** Those of a Secret of the type kubernetes.io/tls. */
    private static final String CERTIFICATE_KEY = "tls.crt";

    private static final String PRIVATE_KEY_KEY = "tls.key";

    /** The one of a field; there are no problems when this is asked. */
    public static Optional<DeclaredCertificate> at(Block block, String field, String role) {
        var ref = field + ".secretRef.";
        return block.text(ref + "name")
                .map(secret -> new DeclaredCertificate(
                        field,
                        role,
                        secret,
                        block.text(ref + "certificateKey").orElse(CERTIFICATE_KEY),
                        block.text(ref + "privateKeyKey").orElse(PRIVATE_KEY_KEY)));
    }

    /**
     * What is wrong with the one of a field, below which they are named.
     *
     * @param unshown why it would never be shown, and what to do about it; empty where it can be
     */
    public static List<Problem> problems(Block block, String field, Optional<String> unshown) {
        var problems = new ArrayList<Problem>();
        if (block.text(field + ".secretRef.name").isEmpty()) {
            problems.add(new Problem("secretRef.name", "give the name of the Secret"));
        }
        unshown.ifPresent(advice -> problems.add(new Problem("secretRef", advice)));
        return problems;
    }

    /** What has to be known to show it. */
    public List<SecretUse> secrets(String... hosts) {
        return List.of(
                new SecretUse(role, secret, certificate, List.of(hosts)),
                new SecretUse(role + "Key", secret, privateKey, List.of(hosts)));
    }

    /**
     * The same TLS with this certificate, for one host.
     *
     * @throws AppFailure where the Secret holds none that can be used now
     */
    public Tls shown(Tls tls, String host, Credentials credentials, Instant now) throws AppFailure {
        return tls.showing(read(credentials, now), host);
    }

    /**
     * From when until when it is valid.
     *
     * @throws AppFailure where the Secret holds none that can be used now
     */
    public Capability validity(Credentials credentials, Instant now) throws AppFailure {
        var read = read(credentials, now);
        return new Capability(field + Capability.VALIDITY, read.from() + "/" + read.until(), Capability.Origin.spec);
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
