/** What must not be seen by anybody but whom it is for. */
@NullMarked
package dev.usher.domain.secret;

import org.jspecify.annotations.NullMarked;
