package dev.usher.kube;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.Identity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who goes by a key, and which accounts without a user do, as the API server shows them now; nobody else is listed for that. */
public record LiveHolders(KubernetesClient client) {
    /** The users of a namespace who were given this key. */
    public List<ProvisionedUser> users(String realm, String key) {
        return client.resources(ProvisionedUser.class)
                .inNamespace(realm)
                .withField("spec.externalId", escaped(key))
                .list()
                .getItems();
    }

    public Optional<ProvisionedUser> user(String realm, String name) {
        return Optional.ofNullable(client.resources(ProvisionedUser.class)
                .inNamespace(realm)
                .withName(name)
                .get());
    }

    /**
     * The accounts of this key, and of further identities of whoever went by it, that lost their user.
     *
     * @param namespace where to look; empty: everywhere
     */
    public List<RetainedAccount> retained(Optional<String> namespace, String realm, String key) {
        return Stream.concat(
                        with(namespace, "spec.externalId", key)
                                .filter(account ->
                                        realm.equals(account.getSpec().realm())),
                        with(namespace, "spec.person.externalId", key)
                                .filter(account -> account.getSpec().person() != null
                                        && realm.equals(
                                                account.getSpec().person().realm())))
                .toList();
    }

    /**
     * The accounts of whoever had a name, that lost their user.
     *
     * @param namespace where to look; empty: everywhere
     */
    public List<RetainedAccount> retainedOfUser(Optional<String> namespace, Identity name) {
        return name.ofResource().stream()
                .flatMap(user -> with(namespace, "spec.user", user))
                .filter(account -> name.realm().equals(account.getSpec().realm()))
                .toList();
    }

    private Stream<RetainedAccount> with(Optional<String> namespace, String field, String key) {
        var all = client.resources(RetainedAccount.class);
        var there = namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
        return there.withField(field, escaped(key)).list().getItems().stream()
                .filter(account -> account.getSpec() != null);
    }

    /** As a field selector has it, in which a key must not be read as more than one condition. */
    static String escaped(String key) {
        return key.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    }
}
