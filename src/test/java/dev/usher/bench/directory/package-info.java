/** The LDAP connector beside plain code over its library, on one directory. */
@NullMarked
package dev.usher.bench.directory;

import org.jspecify.annotations.NullMarked;
