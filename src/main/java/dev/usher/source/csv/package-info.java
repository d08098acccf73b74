/** Files of separated values (RFC 4180, and what is exported under its name) as feeds. */
@NullMarked
package dev.usher.source.csv;

import org.jspecify.annotations.NullMarked;
