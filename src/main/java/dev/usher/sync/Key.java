package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;
import java.util.Optional;

/** What a lane works on: never work itself, only whose, so that a queue is never longer than the number of accounts. */
public sealed interface Key {
    /** The resource behind it, as Kind/namespace/name; none is behind an account that nobody justifies. */
    default Optional<String> resource() {
        return switch (this) {
            case OfUser user -> Optional.of("ProvisionedUser/" + user.namespace + "/" + user.name);
            case OfRetained retained -> Optional.of("RetainedAccount/" + retained.namespace + "/" + retained.name);
            case OfOrphan _ -> Optional.empty();
        };
    }

    /** A user, by namespace and name of the resource. */
    record OfUser(String namespace, String name) implements Key {
        @Override
        public String toString() {
            return "ProvisionedUser " + namespace + "/" + name;
        }
    }

    /** An account without a user, by namespace and name of its RetainedAccount. */
    record OfRetained(String namespace, String name) implements Key {
        @Override
        public String toString() {
            return "RetainedAccount " + namespace + "/" + name;
        }
    }

    /** An account that nobody justifies. */
    record OfOrphan(AppId app, RemoteId id) implements Key {
        /** Its id may be the name of a person. */
        @Override
        public String toString() {
            return "an account in " + app + " that nobody justifies";
        }
    }
}
