/** A SCIM 2.0 app on 127.0.0.1 for tests, demo and bench: it answers as the RFCs say, or as real apps do, fails on command, and shares no code with Usher. */
@NullMarked
package dev.usher.simulator;

import org.jspecify.annotations.NullMarked;
