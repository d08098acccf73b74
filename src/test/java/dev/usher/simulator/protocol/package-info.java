/** SCIM 2.0 as RFC 7643 and 7644 write it, over JSON trees, for the simulator alone: written apart from the connector so that the two cannot agree on a mistake. */
@NullMarked
package dev.usher.simulator.protocol;

import org.jspecify.annotations.NullMarked;
