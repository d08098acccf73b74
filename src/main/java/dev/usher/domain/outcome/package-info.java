/** Expected failures as values, each kind with its scope, its retry, who must act and its condition reason. */
@NullMarked
package dev.usher.domain.outcome;

import org.jspecify.annotations.NullMarked;
