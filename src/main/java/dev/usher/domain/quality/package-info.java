/** What is wrong with what is declared about somebody, and what that keeps from happening. */
@NullMarked
package dev.usher.domain.quality;

import org.jspecify.annotations.NullMarked;
