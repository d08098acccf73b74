package dev.usher.sync;

import dev.usher.domain.account.Identity;
import java.util.List;
import java.util.Optional;

/**
 * What a decision rests on, to be read live before something is destroyed because of it.
 *
 * @param objects each has to be there, unchanged and not being deleted
 * @param unclaimed the identity that no living user may have, for an account without a user
 * @param namespaces none of them may be on its way out
 */
public record Basis(List<Reference> objects, Optional<Identity> unclaimed, List<String> namespaces) {
    public Basis {
        objects = List.copyOf(objects);
        namespaces = List.copyOf(namespaces);
    }

    /** One resource as the caches showed it when the decision was taken. */
    public record Reference(String kind, String namespace, String name, String uid, long generation) {}
}
