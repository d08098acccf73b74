package dev.usher.domain.plan;

/** What follows where an account is not as Usher left it; the fields and values are those of {@code spec.drift}. */
public record Drift(Reply attributes, Reply entitlements, Reply disabledElsewhere) {
    /** Of an app that says nothing. */
    public static final Drift STANDARD = new Drift(Reply.Correct, Reply.Correct, Reply.Report);

    /** Whether the account is made to be as decided again. */
    public enum Reply {
        Correct,
        Report
    }
}
