package dev.usher.connector.scim;

import dev.usher.connector.Capabilities;

/**
 * What an app can do, as far as it changes what is sent.
 *
 * @param versions whether it honours {@code If-Match}
 * @param pageSize how many rows to ask for
 */
record Features(boolean versions, int pageSize, Capabilities capabilities) {}
