/** Why somebody has what they have and lacks what they lack, as data that can be printed. */
@NullMarked
package dev.usher.domain.why;

import org.jspecify.annotations.NullMarked;
