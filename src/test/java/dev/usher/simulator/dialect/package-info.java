/** How real apps differ from the RFCs, as values: nothing here acts, and each value is one row that a test can ask for. */
@NullMarked
package dev.usher.simulator.dialect;

import org.jspecify.annotations.NullMarked;
