/** What has to change so that an observed account agrees with the decided one. */
@NullMarked
package dev.usher.domain.plan;

import org.jspecify.annotations.NullMarked;
