/** The budgets P1 to P7: a packaged operator beside a null operator, on a real API server, with simulated apps. */
@NullMarked
package dev.usher.bench.budget;

import org.jspecify.annotations.NullMarked;
