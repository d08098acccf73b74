/** People who come from a file, beside a plain client that writes as many. */
@NullMarked
package dev.usher.bench.feed;

import org.jspecify.annotations.NullMarked;
