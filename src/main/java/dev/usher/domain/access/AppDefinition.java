package dev.usher.domain.access;

import dev.usher.domain.account.AppId;
import dev.usher.domain.account.Tenant;
import java.util.Optional;

/**
 * What resolution has to know of an app.
 *
 * @param tenant what account ids mean there; empty where its declaration does not address anything
 */
public record AppDefinition(AppId id, OnDeparture onDeparture, Optional<Tenant> tenant) {}
