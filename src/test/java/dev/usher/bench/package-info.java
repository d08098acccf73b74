/** What Usher costs, measured on the machine at hand. */
@NullMarked
package dev.usher.bench;

import org.jspecify.annotations.NullMarked;
