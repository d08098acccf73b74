package dev.usher.connector;

import dev.usher.domain.account.Tenant;

/**
 * What the settings of an app address.
 *
 * @param host where credentials would be sent, lower case, without a port
 * @param tenant what account ids mean there
 */
public record Target(String host, Tenant tenant) {}
