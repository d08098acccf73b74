/** What the wiring does by itself, without a cluster. */
@NullMarked
package dev.usher.runtime;

import org.jspecify.annotations.NullMarked;
