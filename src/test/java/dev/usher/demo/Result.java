package dev.usher.demo;

import java.time.Duration;
import java.util.List;

/** How an act went. */
sealed interface Result {

    /**
     * Everything was read back as expected.
     *
     * @param took from the start of the kubectl command until the resources said Ready
     */
    record Done(Duration took) implements Result {}

    /** Something was not as expected, or not in time. */
    record Missed(Duration after, List<Difference> differences) implements Result {}
}
