/** The resources of {@code provisioning.usher.dev} as records: shapes, bounds and words, no behaviour. */
@NullMarked
package dev.usher.api;

import org.jspecify.annotations.NullMarked;
