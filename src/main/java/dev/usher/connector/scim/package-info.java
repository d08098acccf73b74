/** The SCIM 2.0 connector: one app's accounts and groups over RFC 7644. */
@NullMarked
package dev.usher.connector.scim;

import org.jspecify.annotations.NullMarked;
