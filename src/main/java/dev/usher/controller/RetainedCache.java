package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.account.Identity;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The accounts without a user, and by what they are found. */
final class RetainedCache {
    private static final String BY_LOGIN = "login";
    private static final String BY_IDENTITY = "identity";
    private static final String BY_PERSON = "person";

    private final WitnessedCache<RetainedAccount> all;

    RetainedCache(IndexerResourceCache<RetainedAccount> all) {
        this.all = new WitnessedCache<>(all);
        all.addIndexer(
                BY_LOGIN,
                account -> inPlace(account).stream()
                        .flatMap(spec -> Optional.ofNullable(spec.userName()).stream())
                        .map(Caches::comparable)
                        .toList());
        all.addIndexer(
                BY_IDENTITY,
                account -> inPlace(account).map(spec -> Caches.text(Translate.identity(spec))).stream()
                        .toList());
        all.addIndexer(
                BY_PERSON,
                account -> inPlace(account).flatMap(RetainedCache::person).map(Caches::text).stream()
                        .toList());
    }

    /** What a record says that stands where Usher writes it, beside its app: elsewhere others could speak of that app. */
    static Optional<RetainedAccountSpec> inPlace(RetainedAccount account) {
        return Optional.ofNullable(account.getSpec())
                .filter(spec -> Translate.namespace(account, spec.app())
                        .equals(account.getMetadata().getNamespace()));
    }

    /** Whether it speaks of an app of another namespace, which whoever may write here has no say in. */
    static boolean isMisplaced(RetainedAccount account) {
        return account.getSpec() != null && inPlace(account).isEmpty();
    }

    /** Whose further identity its user was; empty where they were the person. */
    static Optional<Identity> person(RetainedAccountSpec spec) {
        return Optional.ofNullable(spec.person()).map(key -> new Identity(key.realm(), key.externalId()));
    }

    Optional<RetainedAccount> get(String namespace, String name) {
        return all.get(new ResourceID(name, namespace)).filter(account -> !isMisplaced(account));
    }

    Stream<RetainedAccount> list() {
        return all.list().filter(account -> !isMisplaced(account));
    }

    List<RetainedAccount> of(Identity identity) {
        return all.byIndex(BY_IDENTITY, Caches.text(identity));
    }

    /** Those of further identities of whoever goes by this key. */
    List<RetainedAccount> ofPerson(Identity person) {
        return all.byIndex(BY_PERSON, Caches.text(person));
    }

    List<RetainedAccount> ofLogin(String login) {
        return all.byIndex(BY_LOGIN, login);
    }
}
