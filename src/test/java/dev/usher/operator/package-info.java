/** The packaged operator against a real API server and simulated apps. */
@NullMarked
package dev.usher.operator;

import org.jspecify.annotations.NullMarked;
