/** People who are in a directory: read page by page, and watched for changes. */
@NullMarked
package dev.usher.source.ldap;

import org.jspecify.annotations.NullMarked;
