/** Conditions on people as domain words: what is asked, of whom, and what the answer may be. */
@NullMarked
package dev.usher.domain.rule;

import org.jspecify.annotations.NullMarked;
