package dev.usher.controller;

import dev.usher.api.ProvisionedUser;
import dev.usher.api.ProvisioningPolicy;
import dev.usher.api.ProvisioningPolicySpec;
import dev.usher.api.RetainedAccount;
import dev.usher.domain.account.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Namespaces that share their people: between two of them one key means one person, by the word of both policies.
 *
 * <p>Somebody goes by the key of their own namespace all the same, so that nothing is lost where a policy is.
 */
record Realms(Caches caches) {
    /** The namespaces that are joined with one, which is not among them. */
    Set<String> joinedWith(String namespace) {
        return declared(namespace)
                .map(realm -> listed(realm, namespace)
                        .filter(other -> answers(other, realm.name(), namespace))
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** The namespaces that a policy lists and that do not list its own under the name of the same realm. */
    List<String> unanswered(String namespace) {
        return declared(namespace).stream()
                .flatMap(realm -> listed(realm, namespace).filter(other -> !answers(other, realm.name(), namespace)))
                .sorted()
                .toList();
    }

    /** The keys by which a person is known where others share this one's people; a name stands for somebody in its own namespace alone. */
    Stream<Identity> others(Identity key) {
        return key.ofResource().isPresent()
                ? Stream.empty()
                : joinedWith(key.realm()).stream()
                        .map(namespace -> new Identity(namespace, key.externalId()))
                        .filter(other -> other.ofResource().isEmpty());
    }

    /**
     * The keys under which accounts of somebody may have been made before they went by the present one.
     *
     * <p>Who lost a key when two namespaces were joined has accounts under it, and what is theirs is nobody else's.
     */
    Set<Identity> earlier(ProvisionedUser user, Identity present) {
        return Stream.of(Translate.alias(user).stream(), Unread.recordedKey(user).stream(), left(present))
                .flatMap(keys -> keys)
                .filter(key -> !key.equals(present))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The keys of a person that nobody holds where others share these people. */
    Stream<Identity> left(Identity key) {
        return others(key).filter(other -> caches.usersWith(other).stream().noneMatch(Holders::holdsOwnKey));
    }

    /** The key, and those of which one of both is nobody's: what was made under either may be theirs. */
    Stream<Identity> ofOneHolder(Identity key) {
        var isHeld = caches.usersWith(key).stream().anyMatch(Holders::holdsOwnKey);
        return Stream.concat(Stream.of(key), isHeld ? left(key) : others(key));
    }

    /** Whether two keys are those of one person. */
    boolean areOne(Identity one, Identity other) {
        return all(one).anyMatch(other::equals);
    }

    /** Everybody who has this person's key somewhere. */
    Stream<ProvisionedUser> usersWith(Identity key) {
        return all(key).flatMap(one -> caches.usersWith(one).stream());
    }

    /** The same, and whoever's name stands for it. */
    Stream<ProvisionedUser> usersOf(Identity key) {
        return all(key).flatMap(one -> caches.usersOf(one).stream());
    }

    /** What is left of this person's accounts. */
    Stream<RetainedAccount> retainedOf(Identity key) {
        return all(key).flatMap(one -> caches.retainedOf(one).stream());
    }

    /** The namespaces whose policies list this one, and those that its own lists: an edit of that may matter there. */
    Set<String> around(String namespace) {
        var naming = caches.policies()
                .filter(policy -> of(policy)
                        .filter(realm -> realm.namespaces().contains(namespace))
                        .isPresent())
                .map(policy -> policy.getMetadata().getNamespace());
        var named = declared(namespace).stream().flatMap(realm -> listed(realm, namespace));
        return Stream.concat(naming, named)
                .filter(other -> !other.equals(namespace))
                .collect(Collectors.toSet());
    }

    /** The key, and all others of the same person. */
    Stream<Identity> all(Identity key) {
        return Stream.concat(Stream.of(key), others(key));
    }

    /** Whether the policy of another namespace says the same of this one. */
    private boolean answers(String other, String realm, String namespace) {
        return declared(other)
                .filter(there ->
                        there.name().equals(realm) && there.namespaces().contains(namespace))
                .isPresent();
    }

    private Optional<ProvisioningPolicySpec.Realm> declared(String namespace) {
        return caches.policy(namespace).flatMap(Realms::of);
    }

    /** What a policy says of it; one that is being deleted says nothing any more. */
    static Optional<ProvisioningPolicySpec.Realm> of(ProvisioningPolicy policy) {
        return Optional.of(policy)
                .filter(there -> !there.isMarkedForDeletion())
                .flatMap(there -> Optional.ofNullable(there.getSpec()))
                .flatMap(spec -> Optional.ofNullable(spec.realm()));
    }

    private static Stream<String> listed(ProvisioningPolicySpec.Realm realm, String namespace) {
        return realm.namespaces().stream()
                .filter(other -> !other.equals(namespace))
                .distinct();
    }
}
