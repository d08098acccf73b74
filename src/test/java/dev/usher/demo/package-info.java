/** {@code ./usher demo}: the packaged operator on a real API server with simulated apps, where a joiner, a mover and a leaver are played and read back. */
@NullMarked
package dev.usher.demo;

import org.jspecify.annotations.NullMarked;
