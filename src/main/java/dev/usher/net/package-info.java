/** Every socket to the outside: resolved, judged, pinned, bounded. */
@NullMarked
package dev.usher.net;

import org.jspecify.annotations.NullMarked;
