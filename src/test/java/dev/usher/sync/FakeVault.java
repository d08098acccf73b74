package dev.usher.sync;

import dev.usher.connector.Credentials;
import dev.usher.connector.Sensitive;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import java.util.Optional;

/** One secret, changed by tests. */
final class FakeVault implements Vault {
    private Optional<Credentials> offered = Optional.of(new Credentials(new Sensitive("secret"), "1"));
    private int reads;

    @Override
    public synchronized Credentials read(SecretRef ref, String host) throws NotOffered {
        reads++;
        return offered.orElseThrow(() ->
                new NotOffered(Failure.of(Kind.UNAUTHORIZED, Detail.SECRET_NOT_OFFERED, ref.name(), ref.key(), host)));
    }

    synchronized void offers(String secret, String version) {
        offered = Optional.of(new Credentials(new Sensitive(secret), version));
    }

    synchronized void offersNothing() {
        offered = Optional.empty();
    }

    synchronized int reads() {
        return reads;
    }
}
