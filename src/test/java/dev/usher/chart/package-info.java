/** The Helm chart: what it renders, what it lets the operator do, and that a real API server takes it. */
@NullMarked
package dev.usher.chart;

import org.jspecify.annotations.NullMarked;
