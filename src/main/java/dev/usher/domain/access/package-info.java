/** Who should have what: roles, causes and memory resolved into one decision per app. */
@NullMarked
package dev.usher.domain.access;

import org.jspecify.annotations.NullMarked;
