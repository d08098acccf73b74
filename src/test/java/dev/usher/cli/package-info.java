/** What verbs print, and what they say where they cannot. */
@NullMarked
package dev.usher.cli;

import org.jspecify.annotations.NullMarked;
