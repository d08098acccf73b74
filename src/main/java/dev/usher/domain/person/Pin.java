package dev.usher.domain.person;

import dev.usher.domain.account.Identity;

/**
 * Who the person of a further identity is: a name can be somebody else's one day, a key cannot.
 *
 * @param namespace of the resource that the reference names
 * @param name of that resource
 * @param identity of the person
 */
public record Pin(String namespace, String name, Identity identity) {
    boolean namesTheSameAs(Pin other) {
        return namespace.equals(other.namespace) && name.equals(other.name);
    }
}
