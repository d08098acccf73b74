/** The ports on Kubernetes, against a server that says what a test wants. */
@NullMarked
package dev.usher.kube;

import org.jspecify.annotations.NullMarked;
