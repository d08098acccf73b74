package dev.usher.sync;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.RemoteId;

/** What a lane works on: never work itself, only whose, so that a queue is never longer than the number of accounts. */
public sealed interface Key {
    /** A user, by namespace and name of the resource. */
    record OfUser(String namespace, String name) implements Key {}

    /** An account without a user, by namespace and name of its RetainedAccount. */
    record OfRetained(String namespace, String name) implements Key {}

    /** An account that nobody justifies. */
    record OfOrphan(AppId app, RemoteId id) implements Key {}
}
