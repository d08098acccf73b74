/** The ground rules of the code as data: what each room may see, and what no room may do. */
@NullMarked
package dev.usher.architecture;

import org.jspecify.annotations.NullMarked;
