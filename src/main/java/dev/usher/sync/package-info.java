/** Lanes: the only writers to the apps; declares the ports through which they see the world. */
@NullMarked
package dev.usher.sync;

import org.jspecify.annotations.NullMarked;
