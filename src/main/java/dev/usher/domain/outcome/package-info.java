/** Failures: expected ones as values, each kind with its scope, its retry, who must act and its condition reason, and mistakes of the code. */
@NullMarked
package dev.usher.domain.outcome;

import org.jspecify.annotations.NullMarked;
