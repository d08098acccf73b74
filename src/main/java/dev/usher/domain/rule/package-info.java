/** Conditions on people, and texts about them, as domain words: what is asked, of whom, and what the answer may be. */
@NullMarked
package dev.usher.domain.rule;

import org.jspecify.annotations.NullMarked;
