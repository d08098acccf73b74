package dev.usher.domain.access;

import dev.usher.domain.account.AppId;

/** What resolution has to know of an app. */
public record AppDefinition(AppId id, OnDeparture onDeparture) {}
