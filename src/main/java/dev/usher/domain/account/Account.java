package dev.usher.domain.account;

import java.util.Optional;

/**
 * One account as a read showed it.
 *
 * @param externalId the key that the app keeps for us; empty where the app has none or drops it
 * @param active whether its holder can use it
 * @param version what the app calls this state of it, for conditional writes; empty where it has none
 */
public record Account(
        RemoteId id, Optional<String> externalId, boolean active, Attributes attributes, Optional<String> version) {}
