/** Apps that are LDAP directories: accounts are entries under a base, entitlements are groups. */
@NullMarked
package dev.usher.connector.ldap;

import org.jspecify.annotations.NullMarked;
