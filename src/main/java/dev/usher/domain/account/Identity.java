package dev.usher.domain.account;

import java.util.Optional;

/**
 * One person, or service account, as apps know it: inside a realm an external id means one person.
 *
 * @param realm the namespace, until policies join namespaces
 * @param externalId the key that survives renames and re-creation
 */
public record Identity(String realm, String externalId) {
    /** Of a resource that has no key: its own name stands for one. */
    public static Identity ofName(String realm, String name) {
        return new Identity(realm, prefix(realm) + name);
    }

    /**
     * As an app knows it: of another namespace it keeps the realm with the key, since two namespaces may use one key for two
     * people.
     */
    public Identity in(AppId app) {
        return app.namespace().equals(realm) ? this : new Identity(realm, realm + ":" + externalId);
    }

    /** The name of the resource for whose key it stands; empty where it is a key that somebody was given. */
    public Optional<String> ofResource() {
        return Optional.of(externalId)
                .filter(key -> key.startsWith(prefix(realm)))
                .map(key -> key.substring(prefix(realm).length()));
    }

    private static String prefix(String realm) {
        return realm + "/";
    }
}
