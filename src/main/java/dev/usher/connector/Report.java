package dev.usher.connector;

/** Where the outcomes of a batch go: exactly one for each item, as soon as it is known. */
@FunctionalInterface
public interface Report {
    void outcome(ChangeId item, Outcome outcome);
}
