package dev.usher.connector.scim;

import dev.usher.connector.Capability;
import dev.usher.connector.Capability.Origin;

/**
 * What an app says of itself, as far as something follows from it.
 *
 * @param uniqueUserNames that it takes no user name twice, which is not to be set, since nothing but the app knows
 */
record Announcement(Layer layer, Capability uniqueUserNames) {
    static final Announcement NOTHING =
            new Announcement(Layer.SILENT, new Capability(Capability.UNIQUE_USER_NAMES, "false", Origin.defaulted));
}
