/** How a working life, told in employments, maps to a state at an instant and to the next instant at which it changes. */
@NullMarked
package dev.usher.domain.person;

import org.jspecify.annotations.NullMarked;
