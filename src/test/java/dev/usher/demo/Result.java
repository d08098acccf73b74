package dev.usher.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How an act went. */
sealed interface Result {

    /**
     * Everything was read back as expected.
     *
     * @param took from the start of the kubectl command until the resources said Ready
     * @param read from that start until the source had read what was edited; empty where nothing was
     */
    record Done(Duration took, Optional<Duration> read) implements Result {}

    /** Something was not as expected, or not in time. */
    record Missed(Duration after, List<Difference> differences) implements Result {}
}
