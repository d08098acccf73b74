package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.RetainedAccount;
import dev.usher.api.Role;
import dev.usher.api.RoleSpec;
import dev.usher.api.TargetApp;
import dev.usher.domain.access.RoleKey;
import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Digests;
import dev.usher.domain.account.Identity;
import dev.usher.domain.account.Tenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The informers' caches of the users' controller, which all rooms decide from; they hold nothing before it starts. */
final class Caches {
    private static final String BY_ROLE = "role";
    private static final String BY_APP = "app";
    private static final String BY_IDENTITY = "identity";
    private static final String BY_LOGIN = "login";
    private static final String BY_ADDRESS = "address";
    private static final String BY_RELATIVE = "relative";
    private static final String BY_PERSON = "person";
    private static final String BY_ROLE_ABROAD = "role-abroad";
    private static final String BY_APP_ABROAD = "app-abroad";

    private volatile Optional<WitnessedCache<ProvisionedUser>> users = Optional.empty();
    private volatile Optional<WitnessedCache<Role>> roles = Optional.empty();
    private volatile Optional<WitnessedCache<TargetApp>> apps = Optional.empty();
    private volatile Optional<RetainedCache> retained = Optional.empty();
    private volatile Optional<Digests> digests = Optional.empty();
    private volatile Optional<WitnessedCache<ProvisioningPolicy>> policies = Optional.empty();

    private final Namespaces namespaces;
    private volatile boolean filled;

    /** Caches that are empty. */
    Caches(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    Namespaces namespaces() {
        return namespaces;
    }

    void use(
            IndexerResourceCache<ProvisionedUser> allUsers,
            IndexerResourceCache<Role> allRoles,
            IndexerResourceCache<TargetApp> allApps,
            IndexerResourceCache<RetainedAccount> allRetained) {
        allUsers.addIndexer(BY_ROLE, IndexKeys::rolesOf);
        allUsers.addIndexer(BY_APP, IndexKeys::appsOf);
        allUsers.addIndexer(BY_IDENTITY, user -> List.of(IndexKeys.text(Translate.identity(user))));
        allUsers.addIndexer(BY_LOGIN, IndexKeys::loginsOf);
        allUsers.addIndexer(BY_ADDRESS, IndexKeys::addressesOf);
        allUsers.addIndexer(BY_RELATIVE, IndexKeys::relativesOf);
        allUsers.addIndexer(BY_PERSON, IndexKeys::personsOf);
        allRoles.addIndexer(BY_ROLE_ABROAD, role -> IndexKeys.abroad(role, spec -> spec.inherits().stream()));
        allRoles.addIndexer(
                BY_APP_ABROAD,
                role -> IndexKeys.abroad(role, spec -> spec.grants().stream().map(RoleSpec.GrantEntry::app)));
        users = Optional.of(new WitnessedCache<>(allUsers));
        roles = Optional.of(new WitnessedCache<>(allRoles));
        apps = Optional.of(new WitnessedCache<>(allApps));
        retained = Optional.of(new RetainedCache(allRetained));
    }

    /** By which tombstones are read; without them none is. */
    void useDigests(Digests salted) {
        digests = Optional.of(salted);
    }

    /** By which what was confirmed is told; empty until they are known. */
    Optional<Digests> digests() {
        return digests;
    }

    void usePolicies(IndexerResourceCache<ProvisioningPolicy> allPolicies) {
        policies = Optional.of(new WitnessedCache<>(allPolicies));
    }

    /** Every cache is filled: what is not in one is not there. */
    void filled() {
        filled = true;
    }

    boolean areFilled() {
        return filled;
    }

    Optional<ProvisionedUser> user(String namespace, String name) {
        return users.flatMap(cache -> cache.get(new ResourceID(name, namespace)));
    }

    Stream<ProvisionedUser> users() {
        return users.stream().flatMap(WitnessedCache::list);
    }

    List<ProvisionedUser> usersWith(RoleKey role) {
        return byIndex(users, BY_ROLE, role.namespace() + "/" + role.name());
    }

    List<ProvisionedUser> usersWith(AppId app) {
        return byIndex(users, BY_APP, app.toString());
    }

    List<ProvisionedUser> usersWith(Identity identity) {
        return byIndex(users, BY_IDENTITY, IndexKeys.text(identity));
    }

    /** Everybody who may go by it: who was given the key, or whose name stands for it. */
    List<ProvisionedUser> usersOf(Identity identity) {
        var named = identity.ofResource().flatMap(name -> user(identity.realm(), name));
        return Stream.concat(usersWith(identity).stream(), named.stream())
                .distinct()
                .toList();
    }

    /** Everybody who wants or holds this login name, however it is written: apps compare names without regard to case. */
    List<ProvisionedUser> usersOfLogin(String login) {
        return byIndex(users, BY_LOGIN, login);
    }

    /** Everybody who has this address, be it in an employment alone, however it is written. */
    List<ProvisionedUser> usersOfAddress(String address) {
        return byIndex(users, BY_ADDRESS, address);
    }

    /** The tenants in which names of deleted accounts are kept that say of nobody whose they were. */
    Set<Tenant> reservedTenants() {
        return retained.map(RetainedCache::reservedTenants).orElse(Set.of());
    }

    List<RetainedAccount> retainedOfLogin(String login) {
        return retained.map(cache -> cache.ofLogin(login)).orElse(List.of());
    }

    /**
     * What is left of a deleted account of this name in a tenant that was not of this person, as whoever reads it in a namespace
     * finds it; empty where that goes by none.
     *
     * @param login in the form that is compared
     */
    Optional<String> reservation(Tenant tenant, String login, Set<Identity> person, String namespace) {
        return retained.stream()
                .flatMap(cache -> cache.reservedOf(tenant, login, person, digests).stream())
                .filter(account -> isBelieved(account, namespace))
                .map(HasMetadata::getMetadata)
                .map(metadata ->
                        namespace.equals(metadata.getNamespace()) ? metadata.getName() : "in another namespace")
                .min(Comparator.naturalOrder());
    }

    /** What is left of the deleted accounts of people of a namespace. */
    Stream<RetainedAccount> deletedOf(String realm) {
        return retained.stream().flatMap(cache -> cache.deletedOf(realm));
    }

    /** Everybody who was noted as a further identity of whoever goes by this key. */
    List<ProvisionedUser> usersOfPerson(Identity person) {
        return byIndex(users, BY_PERSON, IndexKeys.text(person));
    }

    /** Everybody whose resource names this one, as manager, owner or person. */
    List<ProvisionedUser> usersNaming(HasMetadata user) {
        return byIndex(
                users,
                BY_RELATIVE,
                user.getMetadata().getNamespace() + "/" + user.getMetadata().getName());
    }

    /** Everybody whose resource names somebody of another namespace. */
    Stream<ProvisionedUser> usersNamingInto(String namespace) {
        return users().filter(user -> !user.getMetadata().getNamespace().equals(namespace))
                .filter(user ->
                        IndexKeys.relativesOf(user).stream().anyMatch(name -> name.startsWith(namespace + "/")));
    }

    Stream<ProvisionedUser> usersIn(String namespace) {
        return in(users, namespace);
    }

    Stream<Role> roles() {
        return roles.stream().flatMap(WitnessedCache::list);
    }

    Stream<Role> rolesIn(String namespace) {
        return in(roles, namespace);
    }

    Optional<Role> role(RoleKey key) {
        return roles.flatMap(cache -> cache.get(new ResourceID(key.name(), key.namespace())));
    }

    /** The same as a decision refers to it. */
    Optional<Referred> referred(RoleKey key) {
        return roles.flatMap(cache -> cache.get(new ResourceID(key.name(), key.namespace()), Referred.TO));
    }

    /** The roles that contain a role of another namespace. */
    List<Role> heirsElsewhere(RoleKey role) {
        return byIndex(roles, BY_ROLE_ABROAD, role.namespace() + "/" + role.name());
    }

    /** The roles that give something in an app of another namespace. */
    List<Role> rolesGrantingFromElsewhere(AppId app) {
        return byIndex(roles, BY_APP_ABROAD, app.toString());
    }

    Stream<TargetApp> appsIn(String namespace) {
        return in(apps, namespace);
    }

    Stream<TargetApp> apps() {
        return apps.stream().flatMap(WitnessedCache::list);
    }

    Optional<TargetApp> app(AppId id) {
        return apps.flatMap(cache -> cache.get(new ResourceID(id.name(), id.namespace())));
    }

    /** The same as a decision refers to it. */
    Optional<Referred> referred(AppId id) {
        return apps.flatMap(cache -> cache.get(new ResourceID(id.name(), id.namespace()), Referred.TO));
    }

    /** A record that was written a moment ago counts before an informer has seen it. */
    void expects(RetainedAccount written) {
        retained.ifPresent(cache -> cache.expects(written));
    }

    /** An informer tells of it, or that it is gone: from now on its cache says so. */
    void shows(RetainedAccount account) {
        retained.ifPresent(cache -> cache.shows(account));
    }

    /** Also one of whose account nothing becomes any more. */
    Optional<RetainedAccount> record(String namespace, String name) {
        return retained.flatMap(cache -> cache.any(namespace, name));
    }

    Optional<RetainedAccount> retained(String namespace, String name) {
        return retained.flatMap(cache -> cache.get(namespace, name));
    }

    Stream<RetainedAccount> retained() {
        return retained.stream().flatMap(RetainedCache::list);
    }

    /**
     * The key of whoever had the name of a resource before, by what its own namespace says: those who may write elsewhere have no
     * say in whom a name means here. Empty where it was more than one, or nobody.
     */
    Optional<Identity> formerHolder(Identity name) {
        return retained.flatMap(cache -> RetainedCache.formerHolder(cache.ofUser(name)
                .filter(account -> name.realm().equals(account.getMetadata().getNamespace()))));
    }

    List<RetainedAccount> retainedIn(AppId app) {
        return retained.map(cache -> cache.in(app)).orElse(List.of());
    }

    List<RetainedAccount> retainedOf(Identity identity) {
        return retained.map(cache -> cache.of(identity)).orElse(List.of());
    }

    /** Those of a person's further identities. */
    List<RetainedAccount> retainedOfPerson(Identity person) {
        return retained.map(cache -> cache.ofPerson(person)).orElse(List.of());
    }

    /**
     * Whether a record is believed in a namespace: anywhere if its app is there and found that tenant.
     *
     * <p>Of an app that was deleted nobody can tell which tenant it had. Its own namespace believes the record all the
     * same, since whoever may write there can take names there anyhow.
     */
    boolean isBelieved(RetainedAccount account, String namespace) {
        var isHere = namespace.equals(account.getMetadata().getNamespace());
        return RetainedCache.inPlace(account)
                .filter(spec -> isHere
                        || app(Translate.app(account, spec.app()))
                                .flatMap(Tenancy::recorded)
                                .filter(tenant -> tenant.fingerprint().equals(spec.tenant()))
                                .isPresent())
                .isPresent();
    }

    Stream<ProvisioningPolicy> policies() {
        return policies.stream().flatMap(WitnessedCache::list);
    }

    /** The policy of a namespace, which has at most one. */
    Optional<ProvisioningPolicy> policy(String namespace) {
        return policies.flatMap(cache -> cache.get(new ResourceID(ProvisioningPolicy.ONLY_NAME, namespace)));
    }

    private static <T extends HasMetadata> List<T> byIndex(
            Optional<WitnessedCache<T>> cache, String index, String key) {
        return cache.map(known -> known.byIndex(index, key)).orElse(List.of());
    }

    private static <T extends HasMetadata> Stream<T> in(Optional<WitnessedCache<T>> cache, String namespace) {
        return cache.stream().flatMap(known -> known.list(namespace));
    }
}
