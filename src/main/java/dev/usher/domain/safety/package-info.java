/** How much may be taken away in a window of time. */
@NullMarked
package dev.usher.domain.safety;

import org.jspecify.annotations.NullMarked;
