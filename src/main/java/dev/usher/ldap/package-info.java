/** Directories that speak LDAPv3: connections that are ready to be asked, searches, and what values of theirs mean; whoever asks. */
@NullMarked
package dev.usher.ldap;

import org.jspecify.annotations.NullMarked;
