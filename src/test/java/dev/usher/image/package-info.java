/** {@code ./usher image}: the packaged operator with its Java runtime as an OCI image, made without a container engine. */
@NullMarked
package dev.usher.image;

import org.jspecify.annotations.NullMarked;
