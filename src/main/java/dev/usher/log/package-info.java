/** What lines of the log, and spans of a trace, are about: told once by whoever begins a piece of work, and said by all that happens within it. */
@NullMarked
package dev.usher.log;

import org.jspecify.annotations.NullMarked;
