/** What Argo CD, Flux and kustomize make of Usher's resources and of what is in {@code config} for them. */
@NullMarked
package dev.usher.gitops;

import org.jspecify.annotations.NullMarked;
