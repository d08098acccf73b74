/** The image and the chart on a real node: what only a kubelet shows. */
@NullMarked
package dev.usher.node;

import org.jspecify.annotations.NullMarked;
