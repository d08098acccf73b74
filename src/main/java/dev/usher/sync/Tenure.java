package dev.usher.sync;

import java.time.Duration;

/** Whether this operator is the one in charge. */
public interface Tenure {
    /** Whether it is certain to stay in charge for at least so long, by the monotonic clock. */
    boolean holds(Duration atLeast);

    /** Rises with every change of the one in charge. */
    long epoch();
}
