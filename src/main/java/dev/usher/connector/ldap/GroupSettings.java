package dev.usher.connector.ldap;

import com.unboundid.ldap.sdk.DN;

/**
 * Where groups are, and of what kind.
 *
 * @param name the attribute that holds the value of an entitlement
 * @param placeholder who is in a group in which nobody is, where its schema wants somebody
 * @param create whether a group is made that a role names
 */
record GroupSettings(DN base, GroupClass kind, String name, String placeholder, boolean create) {}
