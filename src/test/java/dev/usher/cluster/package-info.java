/** A real Kubernetes control plane, and the packaged operator, as ordinary processes that never outlive their parent. */
@NullMarked
package dev.usher.cluster;

import org.jspecify.annotations.NullMarked;
