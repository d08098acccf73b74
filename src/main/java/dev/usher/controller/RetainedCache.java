package dev.usher.controller;

import dev.usher.api.RetainedAccount;
import dev.usher.api.RetainedAccountSpec;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts without a user, and by what they are found; a tombstone is found by the name that it reserves alone. */
final class RetainedCache {
    private static final String BY_LOGIN = "login";
    private static final String BY_IDENTITY = "identity";
    private static final String BY_PERSON = "person";
    private static final String BY_RESERVED = "reserved";
    private static final String BY_USER = "user";
    private static final String BY_APP = "app";

    private final WitnessedCache<RetainedAccount> all;
    private final Map<ResourceID, RetainedAccount> expected = new ConcurrentHashMap<>();

    RetainedCache(IndexerResourceCache<RetainedAccount> all) {
        this.all = new WitnessedCache<>(all);
        all.addIndexer(
                BY_LOGIN,
                account -> readable(account).stream()
                        .flatMap(spec -> Optional.ofNullable(spec.userName()).stream())
                        .map(IndexKeys::comparable)
                        .toList());
        all.addIndexer(
                BY_IDENTITY,
                account -> readable(account).map(spec -> IndexKeys.text(Translate.identity(spec))).stream()
                        .toList());
        all.addIndexer(
                BY_PERSON,
                account -> readable(account).flatMap(RetainedCache::person).map(IndexKeys::text).stream()
                        .toList());
        all.addIndexer(
                BY_APP,
                account -> readable(account)
                        .map(spec -> Translate.app(account, spec.app()).toString())
                        .stream()
                        .toList());
        all.addIndexer(
                BY_USER,
                account -> readable(account).flatMap(RetainedCache::byName).map(IndexKeys::text).stream()
                        .toList());
        all.addIndexer(
                BY_RESERVED,
                account -> inPlace(account)
                        .filter(RetainedAccountSpec::saysDigests)
                        .flatMap(spec -> Optional.ofNullable(spec.userName()))
                        .stream()
                        .toList());
    }

    /** The same of one that says whose it was. */
    private static Optional<RetainedAccountSpec> readable(RetainedAccount account) {
        return inPlace(account).filter(spec -> !spec.saysDigests());
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

    /** The name that its user had. */
    static Optional<Identity> byName(RetainedAccountSpec spec) {
        return Optional.ofNullable(spec.user()).map(user -> Identity.ofName(spec.realm(), user));
    }

    /** What is left of whoever had this name. */
    Stream<RetainedAccount> ofUser(Identity name) {
        return Stream.concat(
                all.byIndex(BY_USER, IndexKeys.text(name)).stream(),
                written()
                        .filter(account -> readable(account)
                                .flatMap(RetainedCache::byName)
                                .filter(name::equals)
                                .isPresent()));
    }

    /** The key of whoever had a name, by the accounts that are there; empty where it was more than one, or nobody. */
    static Optional<Identity> formerHolder(Stream<RetainedAccount> left) {
        var keys = left.filter(RetainedStates::isThere)
                .map(account -> Translate.identity(account.getSpec()))
                .distinct()
                .limit(2)
                .toList();
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    Optional<RetainedAccount> get(String namespace, String name) {
        return all.get(new ResourceID(name, namespace)).filter(RetainedCache::isWorkedOn);
    }

    /** Also what nothing is done about in any app. */
    Optional<RetainedAccount> any(String namespace, String name) {
        return all.get(new ResourceID(name, namespace));
    }

    private static boolean isWorkedOn(RetainedAccount account) {
        return !isMisplaced(account) && !RetainedStates.isTombstone(account);
    }

    /** Those in one app. */
    List<RetainedAccount> in(AppId app) {
        return all.byIndex(BY_APP, app.toString());
    }

    Stream<RetainedAccount> list() {
        return all.list().filter(RetainedCache::isWorkedOn);
    }

    /** Whatever is left of deleted accounts of people of a namespace, whether it says whose they were or not. */
    Stream<RetainedAccount> deletedOf(String realm) {
        return all.list()
                .filter(account -> inPlace(account)
                        .filter(spec -> realm.equals(spec.realm()))
                        .isPresent())
                .filter(account -> !RetainedStates.isThere(account));
    }

    /** Counts as soon as it is written, until the informer has it. */
    void expects(RetainedAccount written) {
        expected.put(ResourceID.fromResource(written), written);
    }

    /** The informer has it, or has seen it go. */
    void shows(RetainedAccount account) {
        expected.remove(ResourceID.fromResource(account));
    }

    /**
     * What is left of deleted accounts of a login name in a tenant, without those of one person; one that was made ahead of a
     * start, and never used, leaves nothing.
     *
     * @param digests by which tombstones are read; without them none is
     */
    List<RetainedAccount> reservedOf(Tenant tenant, String login, Set<Identity> person, Optional<Digests> digests) {
        var readable = ofLogin(login).stream()
                .filter(account -> !RetainedStates.isThere(account))
                .filter(account -> tenant.fingerprint().equals(account.getSpec().tenant()))
                .filter(account -> !account.getSpec().wasNeverUsed())
                .filter(account -> !person.contains(Translate.identity(account.getSpec())));
        var tombstones = digests.stream()
                .flatMap(salted -> tombstones(Tombstones.name(salted, tenant, login))
                        .filter(account -> Tombstones.isLegible(account, salted))
                        .filter(account -> person.stream()
                                .map(key -> Tombstones.key(salted, key))
                                .noneMatch(account.getSpec().externalId()::equals)));
        return Stream.concat(readable, tombstones).toList();
    }

    /** The tenants in which there are tombstones. */
    Set<Tenant> reservedTenants() {
        return Stream.concat(all.list(), written())
                .filter(RetainedStates::isTombstone)
                .flatMap(account -> inPlace(account).stream())
                .flatMap(spec -> Optional.ofNullable(spec.tenant()).stream())
                .map(Tenant::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<RetainedAccount> tombstones(String name) {
        return Stream.concat(
                all.byIndex(BY_RESERVED, name).stream(),
                written().filter(account -> name.equals(account.getSpec().userName())));
    }

    /** What no informer has shown yet. */
    private Stream<RetainedAccount> written() {
        if (expected.isEmpty()) {
            // Everybody is asked about at every decision.
            return Stream.empty();
        }
        Evidence.proveNothing();
        expected.keySet().removeIf(id -> all.get(id).isPresent());
        return expected.values().stream();
    }

    List<RetainedAccount> of(Identity identity) {
        var known = all.byIndex(BY_IDENTITY, IndexKeys.text(identity));
        var written = written()
                .filter(account -> !account.getSpec().saysDigests())
                .filter(account -> identity.equals(Translate.identity(account.getSpec())))
                .toList();
        return written.isEmpty()
                ? known
                : Stream.concat(known.stream(), written.stream()).toList();
    }

    /** Those of further identities of whoever goes by this key. */
    List<RetainedAccount> ofPerson(Identity person) {
        return all.byIndex(BY_PERSON, IndexKeys.text(person));
    }

    List<RetainedAccount> ofLogin(String login) {
        return all.byIndex(BY_LOGIN, login);
    }
}
