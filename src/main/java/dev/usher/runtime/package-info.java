/** Wiring, configuration, health and metrics: the only room that sees all others. */
@NullMarked
package dev.usher.runtime;

import org.jspecify.annotations.NullMarked;
