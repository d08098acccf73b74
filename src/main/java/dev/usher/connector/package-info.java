/** The service provider interface: what an app's language must be able to say, and how it answers. */
@NullMarked
package dev.usher.connector;

import org.jspecify.annotations.NullMarked;
