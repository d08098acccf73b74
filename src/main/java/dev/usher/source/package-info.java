/** Feeds become records, and records become users, under terms that keep a broken feed from touching anybody. */
@NullMarked
package dev.usher.source;

import org.jspecify.annotations.NullMarked;
