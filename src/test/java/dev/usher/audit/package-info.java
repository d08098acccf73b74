@NullMarked
package dev.usher.audit;

import org.jspecify.annotations.NullMarked;
