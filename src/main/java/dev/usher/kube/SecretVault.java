package dev.usher.kube;

import dev.usher.connector.Credentials;
import dev.usher.connector.SecretUse;
import dev.usher.domain.outcome.Detail;
import dev.usher.domain.outcome.Failure;
import dev.usher.domain.outcome.Kind;
import dev.usher.sync.NotOffered;
import dev.usher.sync.Vault;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/** Credentials from the Secrets of the cluster that offer themselves. */
public final class SecretVault implements Vault {
    private final KubernetesClient client;

    public SecretVault(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Credentials read(String namespace, List<SecretUse> uses) throws NotOffered {
        var here = client.secrets().inNamespace(namespace);
        var offers = new Offers(name -> Optional.ofNullable(here.withName(name).get()));
        try {
            return switch (offers.of(uses)) {
                case Offers.Answer.Given(Credentials credentials) -> credentials;
                case Offers.Answer.Refused(Failure why) -> throw new NotOffered(why);
            };
        } catch (KubernetesClientException e) {
            throw new NotOffered(Failure.of(Kind.WAITING, Detail.API_SERVER));
        }
    }
}
