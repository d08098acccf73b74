/** Rules as people write them, and the answers that are kept. */
@NullMarked
package dev.usher.rules;

import org.jspecify.annotations.NullMarked;
