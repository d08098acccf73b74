package dev.usher.sync;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.domain.secret.Sensitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The same secret for every use, changed by tests. */
final class FakeVault implements Vault {
    private Optional<String> offered = Optional.of("secret");
    private String version = "1";
    private int reads;

    @Override
    public synchronized Credentials read(String namespace, List<SecretUse> uses) throws NotOffered {
        reads++;
        var secret = offered.orElseThrow(() -> new NotOffered(Failure.of(
                Kind.UNAUTHORIZED,
                Detail.SECRET_NOT_OFFERED,
                uses.getFirst().secret(),
                "token",
                "github.example.com")));
        return new Credentials(
                uses.stream().collect(Collectors.toMap(SecretUse::role, use -> new Sensitive(secret))), version);
    }

    synchronized void offers(String secret, String itsVersion) {
        offered = Optional.of(secret);
        version = itsVersion;
    }

    synchronized void offersNothing() {
        offered = Optional.empty();
    }

    synchronized int reads() {
        return reads;
    }
}
