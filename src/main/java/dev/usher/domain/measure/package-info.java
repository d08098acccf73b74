/** How long it takes until people have what they are to have, and have lost what they are to lose, as formulas. */
@NullMarked
package dev.usher.domain.measure;

import org.jspecify.annotations.NullMarked;
