/** What somebody else wrote and tests run: SCIM servers as processes, and what is installed for them into the cache. */
@NullMarked
package dev.usher.thirdparty;

import org.jspecify.annotations.NullMarked;
