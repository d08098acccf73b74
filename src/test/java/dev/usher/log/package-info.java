@NullMarked
package dev.usher.log;

import org.jspecify.annotations.NullMarked;
