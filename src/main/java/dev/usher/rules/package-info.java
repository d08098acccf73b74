/** Rules and formulas in the Common Expression Language: compiled once, bounded, and answered from a table of truths. */
@NullMarked
package dev.usher.rules;

import org.jspecify.annotations.NullMarked;
