/** The connector alone beside plain code over the same HTTP library: what its logic costs, and what it keeps in memory. */
@NullMarked
package dev.usher.bench.connector;

import org.jspecify.annotations.NullMarked;
