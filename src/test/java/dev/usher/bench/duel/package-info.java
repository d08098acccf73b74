/** A connector and plain code that do the same in turn, and what came of it. */
@NullMarked
package dev.usher.bench.duel;

import org.jspecify.annotations.NullMarked;
