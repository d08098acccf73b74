package dev.usher.controller;

/** Whether something was known before its time came, as a label of a metric has it. */
public final class Recorded {
    private Recorded() {}

    /** The value of the label. */
    public static String label(boolean late) {
        return late ? "late" : "in_time";
    }
}
