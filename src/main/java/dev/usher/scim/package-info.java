/** SCIM 2.0 as data: paths, filters, patches, and the messages that carry them. */
@NullMarked
package dev.usher.scim;

import org.jspecify.annotations.NullMarked;
