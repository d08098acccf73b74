/** Interfaces that answer in JSON, as they are declared, as feeds. */
@NullMarked
package dev.usher.source.http;

import org.jspecify.annotations.NullMarked;
